import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import type { HandoverDraft } from '../useHandoverChoice.ts';
import { LineChoices } from './LineChoices.tsx';
import styles from '../HandoverScreen.module.css';

/** Working documents that are about no situation: papers on templates, runs of toolkits, and thresholds that hold everywhere. */
export function PaperChoices({ draft, change }: { readonly draft: HandoverDraft; readonly change: (patch: Partial<HandoverDraft>) => void }) {
  const text = useText();
  const papers = useVaultValue({ name: 'entries', type: 'paper' }) ?? [];
  const runs = useVaultValue({ name: 'runs' })?.filter((run) => run.situationId === null && run.trashedAt === null) ?? [];
  const thresholds = useVaultValue({ name: 'entries', type: 'threshold' })?.filter(({ situationId }) => situationId === null) ?? [];
  const nothing = papers.length + runs.length + thresholds.length === 0;
  return (
    <section className={styles.section}>
      <h3>{text('handover.papers')}</h3>
      <p className={styles.muted}>{text(nothing ? 'handover.none' : 'handover.papers.text')}</p>
      {runs.length > 0 && (
        <LineChoices
          label={text('handover.papers.runs')}
          items={runs.map((run) => ({ id: run.id, name: run.name === '' ? run.title : run.name, facts: text(run.finalAt === null ? 'handover.draft' : 'handover.signedOff') }))}
          chosen={draft.runs}
          onChange={(chosen) => change({ runs: chosen })}
        />
      )}
      {papers.length > 0 && <LineChoices label={text('handover.papers.papers')} items={papers.map(({ id, title, template }) => ({ id, name: title, ...(template.title === title ? {} : { facts: template.title }) }))} chosen={draft.papers} onChange={(chosen) => change({ papers: chosen })} />}
      {thresholds.length > 0 && (
        <Tick isSelected={draft.withThresholds} onChange={(withThresholds) => change({ withThresholds })}>
          {text('handover.thresholds')} <span className={styles.muted}>{thresholds.length}</span>
        </Tick>
      )}
    </section>
  );
}
