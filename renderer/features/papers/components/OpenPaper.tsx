import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { PaperHandling } from '../../../../shared/domain/papers/paperHead.ts';
import { emptyFields, longFields, templateFields } from '../../../../shared/domain/papers/templateFields.ts';
import { templatePaper } from '../../../../shared/domain/papers/templatePaper.ts';
import { templateValues } from '../../../../shared/domain/papers/templateValues.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure, Result } from '../../../../shared/errors/result.ts';
import { gatherFacts } from '../../../data/gatherFacts.ts';
import { Button } from '../../../design/components/Button.tsx';
import { ChooseValue } from '../../../design/components/ChooseValue.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { SettlingText } from '../../../design/components/SettlingText.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { templateFrame, valueWords } from '../paperWords.ts';
import { PaperExport } from './PaperExport.tsx';
import styles from '../Papers.module.css';

type Paper = StoredEntry<'paper'>;

/** A field that is a paragraph of its own, or came filled with several lines, gets a block to write in. */
const inBlocks = ({ template, values }: Paper): ReadonlySet<string> => new Set([...longFields(template), ...Object.keys(values).filter((name) => values[name]?.includes('\n'))]);

export function OpenPaper({ paper }: { readonly paper: Paper }) {
  const text = useText();
  const navigate = useNavigate();
  const profile = useVaultValue({ name: 'profile' });
  const [failed, setFailed] = useState<Failure | null>(null);
  const [gathered, setGathered] = useState<number | null>(null);
  const [round, setRound] = useState(0);
  const long = useRef(inBlocks(paper));
  const fields = templateFields(paper.template);
  const tell = (saved: Result<unknown>): void => setFailed(saved.ok ? null : saved.error);
  const patch = async (change: Partial<Pick<Paper, 'title' | 'handling'>>): Promise<void> => tell(await vault.commands.patchEntry(paper.id, change));
  const write = async (name: string, before: string, value: string): Promise<void> => tell(await vault.commands.writePaper(paper.id, name, before, value));
  const gather = async (): Promise<void> => {
    const facts = await gatherFacts();
    const known = templateValues(paper.template, facts, valueWords(text, facts.profile, paper.handling));
    const added = emptyFields(paper.template, paper.values).filter(({ name }) => known[name] !== undefined);
    for (const { name } of added) await write(name, paper.values[name] ?? '', known[name] ?? '');
    setGathered(added.length);
    setRound((before) => before + 1);
  };
  const trash = async (): Promise<void> => {
    const gone = await vault.commands.trashEntry(paper.id, true);
    if (!gone.ok) setFailed(gone.error);
    else if (paper.taskId === null) await navigate({ to: '/toolkits' });
    else await navigate({ to: '/onboarding', search: { task: paper.taskId } });
  };
  const model = useMemo(() => templatePaper(paper.title, paper.template, paper.values, templateFrame(text, profile, paper.handling)), [text, profile, paper]);
  const empty = emptyFields(paper.template, paper.values).length;
  return (
    <div className={styles.columns}>
      <section className={styles.column} aria-label={text('paper.fields')}>
        <p className={styles.small}>{text(fields.length === 0 ? 'paper.fields.none' : 'paper.fields.filled')}</p>
        <SettlingText label={text('paper.title')} initial={paper.title} onChange={(title) => title.trim() !== '' && void patch({ title: title.trim() })} maxLength={200} />
        {fields.map(({ name, label }) => (
          <div key={`${name} ${round}`} className={styles.column}>
            <SettlingText label={label} initial={paper.values[name] ?? ''} onChange={(value, before) => void write(name, before, value)} lines={long.current.has(name) ? 4 : 1} maxLength={8_000} />
            <ChooseValue question={text('overlap.twoValues', { field: label })} values={paper.concurrent?.[name] ?? []} labelOf={(value) => (value === '' ? text('paper.emptyValue') : value)} onChoose={(value) => void write(name, paper.values[name] ?? '', value)} />
          </div>
        ))}
        {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
        {gathered !== null && <Notice>{text('paper.gathered', { count: gathered })}</Notice>}
        <div className={styles.row}>
          <Button onPress={() => void gather()}>{text('paper.gather')}</Button>
          <Button look="quiet" onPress={() => void trash()}>{text('paper.trash')}</Button>
        </div>
      </section>
      <div className={styles.column}>
        {fields.length > 0 && <p className={styles.small} role="status">{text('paper.fields.empty', { count: empty })}</p>}
        <PaperExport model={model} handling={paper.handling} onHandling={(handling: PaperHandling) => void patch({ handling })} />
      </div>
    </div>
  );
}
