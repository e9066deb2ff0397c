import { Plus } from 'lucide-react';
import { useState } from 'react';
import { briefingHandlings, type Briefing, type BriefingPatch, type LineChange } from '../../../../shared/domain/assessments/briefing.ts';
import { partsOf } from '../../../../shared/domain/assessments/briefingDocument.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Empty } from '../../../design/components/Empty.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVault, vault } from '../../../platform/vault.ts';
import { newRowId, RunSaved, SettlingText, type RunSave } from '../../runs/index.ts';
import { useBriefing } from '../useBriefing.ts';
import { BriefingPreview } from './BriefingPreview.tsx';
import { HandOver } from './HandOver.tsx';
import { LineEditor } from './LineEditor.tsx';
import styles from './Briefing.module.css';

export function OpenBriefing({ id, notes }: { readonly id: string; readonly notes: readonly NoteSummary[] }) {
  const text = useText();
  const read = useVault({ name: 'briefing', id });
  if (read.state === 'loading') return null;
  if (read.state === 'failed' || read.value === null) return <Empty title={text('run.missing')} />;
  return <BriefingEditor briefing={read.value} notes={notes} />;
}

/** A page for the minister: its lines to edit, and beside them the page as it will be handed on. */
function BriefingEditor({ briefing, notes }: { readonly briefing: Briefing; readonly notes: readonly NoteSummary[] }) {
  const text = useText();
  const ready = useBriefing(briefing, notes);
  const [save, setSave] = useState<RunSave>({ kind: 'idle' });
  const tell = async (work: ReturnType<typeof vault.commands.patchBriefing>): Promise<void> => {
    setSave({ kind: 'saving' });
    const done = await work;
    setSave(done.ok ? { kind: 'saved', at: done.value.savedAt } : { kind: 'failed', failure: done.error });
  };
  const patch = (fields: BriefingPatch): void => void tell(vault.commands.patchBriefing(briefing.id, fields));
  const change = (lineId: string, lineChange: LineChange): void => void tell(vault.commands.changeBriefingLine(briefing.id, lineId, lineChange));
  const { fields, lines } = briefing;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <p className={styles.small}>{text(`briefing.kind.${briefing.kind}`)} · <RunSaved save={save} changedAt={briefing.changedAt} /></p>
        <div className={styles.fields}>
          <div className={styles.wide}><SettlingText label={text('briefing.title')} initial={fields.title} onChange={(title) => patch({ title })} maxLength={200} /></div>
          <SettlingText label={text('briefing.reader')} initial={fields.reader} onChange={(reader) => patch({ reader })} maxLength={200} />
          <SettlingText label={text('briefing.author')} initial={fields.author} onChange={(author) => patch({ author })} maxLength={200} />
          <div className={styles.wide}><SettlingText label={text('briefing.ask')} initial={fields.ask} onChange={(ask) => patch({ ask })} lines={2} maxLength={1_000} /></div>
          <SettlingText label={text('briefing.decideBy')} initial={fields.decideBy} onChange={(decideBy) => patch({ decideBy })} maxLength={200} />
          <Select label={text('briefing.handling')} options={briefingHandlings.map((value) => ({ value, label: text(`note.handling.${value}`) }))} value={fields.handling} onChange={(handling) => patch({ handling })} />
        </div>
        {partsOf(briefing).map((part) => (
          <section key={part} className={styles.part} aria-label={text(`briefing.part.${part}`)}>
            <h2>{text(`briefing.part.${part}`)}</h2>
            {lines.filter((line) => line.part === part).map((line, at) => (
              <LineEditor key={line.id} line={line} label={text('briefing.line', { number: at + 1, part: text(`briefing.part.${part}`) })} notes={notes} onChange={(lineChange) => change(line.id, lineChange)} />
            ))}
            <div>
              <Button look="quiet" aria-label={text('briefing.line.add', { part: text(`briefing.part.${part}`) })} onPress={() => change(newRowId(), { set: 'text', part, text: '' })}>
                <Plus size={15} aria-hidden="true" />
                {text('briefing.line.new')}
              </Button>
            </div>
          </section>
        ))}
      </div>
      {ready !== null && (
        <div className={styles.column}>
          <h2>{text('briefing.preview')}</h2>
          <BriefingPreview model={ready.model} preview={ready.preview} failed={ready.failed} />
          <HandOver briefing={briefing} ready={ready} />
        </div>
      )}
    </div>
  );
}
