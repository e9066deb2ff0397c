import { memo, useState } from 'react';
import { capabilities } from '../../../../shared/domain/options/option.ts';
import { measuresToolkitId, type Measure } from '../../../../shared/domain/options/measures.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { Segmented } from '../../../design/components/Segmented.tsx';
import { useText } from '../../../i18n/useText.ts';
import { patchEntry } from '../../../platform/patchEntry.ts';
import { vault } from '../../../platform/vault.ts';
import { SettlingText } from '../../runs/index.ts';
import styles from './Planning.module.css';

interface MeasureRowProps {
  readonly measure: Measure;
  readonly isWeighed: boolean;
  readonly onWeigh: () => void;
}

const facts = ['legalBasis', 'riskOfHarm', 'notKnown', 'firstStep', 'howToStop'] as const;

/** One measure: what it takes, whom it may hurt, what is not known, and whether this government can do it, which is kept for every situation. */
export const MeasureRow = memo(function MeasureRow({ measure, isWeighed, onWeigh }: MeasureRowProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { item, facts: known, capability } = measure;
  const say = (change: { readonly can?: (typeof capabilities)[number]; readonly decides?: string }): void =>
    void (capability === null ? vault.commands.saveEntry(null, { type: 'capability', toolkitId: measuresToolkitId, itemId: item.id, can: 'unknown', decides: '', note: '', ...change }) : patchEntry(capability, change));
  return (
    <li className={styles.entry}>
      <div className={styles.spread}>
        <span>
          <span className={styles.name}>{item.label}</span>
          <br />
          <span className={styles.faint}>{known.decides} · {known.leadTime}</span>
        </span>
        <span className={styles.row}>
          <Pill>{text(`options.force.${known.forcefulness}`)}</Pill>
          {item.pillar !== undefined && <Pill>{text(`options.pillar.${item.pillar}`)}</Pill>}
          {capability !== null && capability.can !== 'unknown' && <Pill tone={capability.can === 'no' ? 'plain' : 'ok'}>{text('options.can')}: {text(`options.can.${capability.can}`)}</Pill>}
          <Button look="quiet" aria-expanded={open} aria-label={text('options.detailsOf', { label: item.label })} onPress={() => setOpen(!open)}>{text('options.details')}</Button>
          {isWeighed ? <Pill tone="accent">{text('options.weighed')}</Pill> : <Button aria-label={text('options.weighOf', { label: item.label })} onPress={onWeigh}>{text('options.weigh')}</Button>}
        </span>
      </div>
      {open && (
        <>
          <dl className={styles.facts}>
            {facts.filter((fact) => known[fact] !== undefined).map((fact) => (
              <div key={fact}>
                <dt>{text(`toolkits.measure.${fact}`)}</dt>
                <dd>{known[fact]}</dd>
              </div>
            ))}
          </dl>
          <div className={styles.pair}>
            <div data-row>
              <p className={styles.faint}>{text('options.can')}</p>
              <Segmented label={text('options.can')} options={capabilities.map((value) => ({ value, label: text(`options.can.${value}`) }))} value={capability?.can ?? null} onChange={(can) => say({ can: can ?? 'unknown' })} />
            </div>
            <SettlingText label={text('options.canDecides')} initial={capability?.decides ?? ''} onChange={(decides) => say({ decides })} maxLength={200} />
          </div>
        </>
      )}
    </li>
  );
});
