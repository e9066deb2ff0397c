import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { PaperHandling } from '../../../../shared/domain/papers/paperHead.ts';
import { emptyFields, templateFields } from '../../../../shared/domain/papers/templateFields.ts';
import { templatePaper } from '../../../../shared/domain/papers/templatePaper.ts';
import { templateValues } from '../../../../shared/domain/papers/templateValues.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { gatherFacts } from '../../../data/gatherFacts.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { SettlingText } from '../../../design/components/SettlingText.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { templateFrame, valueWords } from '../paperWords.ts';
import { PaperExport } from './PaperExport.tsx';
import styles from '../Papers.module.css';

type Paper = StoredEntry<'paper'>;
type Change = Partial<Pick<Paper, 'title' | 'values' | 'handling'>>;

/** A field that is a paragraph of its own, or came filled with several lines, gets a block to write in. */
const longFields = ({ template: { body }, values }: Paper): ReadonlySet<string> =>
  new Set([...[...body.matchAll(/^\{\{([a-zA-Z]+)\}\}$/gm)].map(([, name]) => name ?? ''), ...Object.keys(values).filter((name) => values[name]?.includes('\n'))]);

export function OpenPaper({ paper }: { readonly paper: Paper }) {
  const text = useText();
  const navigate = useNavigate();
  const profile = useVaultValue({ name: 'profile' });
  const [failed, setFailed] = useState<Failure | null>(null);
  const [gathered, setGathered] = useState<number | null>(null);
  const [round, setRound] = useState(0);
  const long = useRef(longFields(paper));
  const fields = templateFields(paper.template);
  // Two fields may settle before either is saved: what is written always holds both.
  const latest = useRef<Change>({});
  const save = async (change: Change): Promise<void> => {
    const { id, title, taskId, template, values, handling } = paper;
    latest.current = { ...latest.current, ...change };
    const saved = await vault.commands.saveEntry(id, { type: 'paper', title, taskId, template, values, handling, ...latest.current });
    setFailed(saved.ok ? null : saved.error);
  };
  const setValue = (name: string, value: string): void => void save({ values: { ...(latest.current.values ?? paper.values), [name]: value } });
  const gather = async (): Promise<void> => {
    const facts = await gatherFacts();
    const known = templateValues(paper.template, facts, valueWords(text, facts.profile, paper.handling));
    const values = latest.current.values ?? paper.values;
    const added = emptyFields(paper.template, values).filter(({ name }) => known[name] !== undefined);
    if (added.length > 0) await save({ values: { ...values, ...Object.fromEntries(added.map(({ name }) => [name, known[name] ?? ''])) } });
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
        <SettlingText label={text('paper.title')} initial={paper.title} onChange={(title) => title.trim() !== '' && void save({ title: title.trim() })} maxLength={200} />
        {fields.map(({ name, label }) => (
          <SettlingText key={`${name} ${round}`} label={label} initial={paper.values[name] ?? ''} onChange={(value) => setValue(name, value)} lines={long.current.has(name) ? 4 : 1} maxLength={8_000} />
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
        <PaperExport model={model} handling={paper.handling} onHandling={(handling: PaperHandling) => void save({ handling })} />
      </div>
    </div>
  );
}
