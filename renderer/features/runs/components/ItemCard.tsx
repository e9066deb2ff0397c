import { memo, useState } from 'react';
import type { ItemChange } from '../../../../shared/domain/runs/run.ts';
import type { RunDefinition } from '../../../../shared/domain/runs/runDefinition.ts';
import type { RenderedItem } from '../../../../shared/domain/runs/renderRun.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { answerWords } from '../answerWords.ts';
import { AnswerControl } from './AnswerControl.tsx';
import { EvidenceLine } from './EvidenceLine.tsx';
import { SettlingText } from '../../../design/components/SettlingText.tsx';
import styles from './Run.module.css';

export interface ItemCardProps {
  readonly rendered: RenderedItem;
  /** Definitions that answers were given under, by hash. */
  readonly definitions: ReadonlyMap<string, RunDefinition>;
  /** Notes that can be evidence; null where the run belongs to no situation. */
  readonly notes: readonly NoteSummary[] | null;
  /** What was answered the time before, in words; null where nothing was. */
  readonly lastTime?: string | null;
  readonly onChange: (itemId: string, change: ItemChange) => void;
  readonly readOnly: boolean;
}

/** One question: how it is answered, what was answered before, why, and which notes stand behind it. */
export const ItemCard = memo(function ItemCard({ rendered, definitions, notes, lastTime = null, onChange, readOnly }: ItemCardProps) {
  const text = useText();
  const { item, stand, current, earlier, answers, hidden } = rendered;
  const [remarking, setRemarking] = useState(false);
  const change = (itemChange: ItemChange): void => onChange(item.id, itemChange);
  const under = (hash: string | undefined): RunDefinition | null => (hash === undefined ? null : (definitions.get(hash) ?? null));
  const inline = item.type === 'indicator' || item.type === 'measure';
  const control = <AnswerControl rendered={rendered} under={under(current[0]?.under)} onChange={change} readOnly={readOnly} />;
  const remark = answers.remarks[0] ?? '';
  const takesEvidence = notes !== null && item.type !== 'entries';
  return (
    <li>
    <div role="group" aria-labelledby={`q-${item.id}`} className={`${styles.item} ${hidden ? styles.hidden : ''}`} data-row={inline ? '' : undefined} data-item={item.id}>
      <div className={styles.question}>
        <p className={styles.label} id={`q-${item.id}`}>
          {item.number !== undefined && <span className={styles.number}>{item.number}</span>}
          {item.label} {item.verified === false && <Pill>{text('toolkits.unverified')}</Pill>} {hidden && <Pill>{text('run.notApplicable')}</Pill>} {item.retired === true && <Pill>{text('run.retired')}</Pill>}
        </p>
        {inline && control}
      </div>
      {item.help !== undefined && <p className={styles.facts}>{item.help}</p>}
      {item.measure !== undefined && <MeasureFacts measure={item.measure} />}
      {!inline && control}
      {lastTime !== null && <p className={styles.facts}>{lastTime}</p>}
      {current.length > 1 && (
        <div className={styles.earlier} role="status">
          {text('run.conflict')}
          {!readOnly && (
            <div className={styles.choose}>
              {current.map((given) => (
                <Button key={JSON.stringify(given.value)} onPress={() => change({ set: 'value', value: given.value })}>
                  {text('run.conflict.keep', { answer: answerWords(text, given, item, under(given.under), item.id) })}
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
      {earlier.length > 0 && (
        <div className={styles.earlier}>
          {text(stand === 'carried' ? 'run.earlier.carried' : stand === 'suggested' ? 'run.earlier.suggested' : 'run.earlier.askAgain')}{' '}
          {earlier.map(({ itemId, given }) => answerWords(text, given, itemId === item.id ? item : null, under(given.under), itemId)).join(' · ')}
          {stand === 'suggested' && !readOnly && earlier[0] !== undefined && (
            <div className={styles.choose}>
              <Button onPress={() => change({ set: 'value', value: earlier[0]!.given.value })}>{text('run.earlier.take')}</Button>
            </div>
          )}
        </div>
      )}
      {answers.remarks.length > 1 && <p className={styles.earlier}>{text('run.alsoWritten', { text: answers.remarks.slice(1).join(' · ') })}</p>}
      {(remarking || remark !== '') && <SettlingText label={text('run.remark')} initial={remark} onChange={(value) => change({ set: 'remark', text: value })} lines={2} isReadOnly={readOnly} maxLength={8_000} />}
      {(takesEvidence || (!remarking && remark === '' && !readOnly && item.type !== 'text' && item.type !== 'longtext')) && (
        <div className={styles.notes}>
          {takesEvidence && <EvidenceLine label={item.label} evidence={answers.evidence} notes={notes} onChange={change} readOnly={readOnly} />}
          {!remarking && remark === '' && !readOnly && item.type !== 'text' && item.type !== 'longtext' && (
            <Button look="quiet" onPress={() => setRemarking(true)} aria-label={text('run.remark.addTo', { label: item.label })}>
              {text('run.remark.add')}
            </Button>
          )}
        </div>
      )}
    </div>
    </li>
  );
}, sameItem);

/** The vault answers with fresh objects, so rows are compared by what they show. */
function sameItem(a: ItemCardProps, b: ItemCardProps): boolean {
  return a.rendered.item === b.rendered.item && a.readOnly === b.readOnly && a.notes === b.notes && a.lastTime === b.lastTime && a.definitions === b.definitions && a.onChange === b.onChange && JSON.stringify({ ...a.rendered, item: null }) === JSON.stringify({ ...b.rendered, item: null });
}

function MeasureFacts({ measure }: { readonly measure: Readonly<Record<string, string>> }) {
  const text = useText();
  const names = ['decides', 'leadTime', 'legalBasis', 'riskOfHarm', 'notKnown', 'firstStep', 'howToStop'] as const;
  return (
    <dl className={styles.entry}>
      {names.filter((name) => measure[name] !== undefined).map((name) => (
        <div key={name}>
          <dt className={styles.facts}>{text(`toolkits.measure.${name}`)}</dt>
          <dd>{measure[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
