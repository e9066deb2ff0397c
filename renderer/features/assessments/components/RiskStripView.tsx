import { memo, useState } from 'react';
import { useLocale } from 'react-aria-components';
import { riskSteps } from '../../../../shared/domain/assessments/riskFactors.ts';
import type { RiskStrip, StripCell, StripColumn } from '../../../../shared/domain/assessments/riskStrip.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { type TextTools, useText } from '../../../i18n/useText.ts';
import { RiskSwatch, stepClass, StepMarks } from './RiskSwatch.tsx';
import styles from './Strip.module.css';

interface RiskStripViewProps {
  readonly strip: RiskStrip;
  /** Id of the group whose questions are open beside it. */
  readonly groupId: string | null;
  readonly runId: string | null;
  readonly onGroup: (groupId: string) => void;
  readonly onRun: (runId: string) => void;
}

const monthOf = (text: TextTools, column: StripColumn, columns: readonly StripColumn[]): string => {
  const sameMonth = columns.some((other) => other !== column && other.at.slice(0, 7) === column.at.slice(0, 7));
  return text.intl.formatDate(new Date(column.at), sameMonth ? { day: 'numeric', month: 'short' } : { month: 'short' });
};

/** A cell in words, for those who read the table or listen. */
export function cellWords(text: TextTools, cell: StripCell): string {
  const parts = [cell.step === null ? text('assessment.notJudged') : text(`risk.step.${cell.step}`)];
  if (cell.open) parts.push(text('assessment.open'));
  if (cell.breaks) parts.push(text('assessment.breaks'));
  return parts.join(', ');
}

const cell = { width: 40, gap: 4, height: 24 };
/** With fewer assessments the places of later ones stay free, so that a cell keeps its shape. */
const leastColumns = 5;

/** Factors by date, in five steps of one colour each with its word; the same as a table on request. */
export const RiskStripView = memo(function RiskStripView({ strip, groupId, runId, onGroup, onRun }: RiskStripViewProps) {
  const text = useText();
  const { direction } = useLocale();
  const [asTable, setAsTable] = useState(false);
  const { columns, rows } = strip;
  const when = (column: StripColumn): string => (column.isFinal ? text.intl.formatDate(new Date(column.at), { day: 'numeric', month: 'short', year: 'numeric' }) : text('assessment.now'));
  const dates = columns.map(when);
  const free = Array.from({ length: Math.max(0, leastColumns - columns.length) }, (_, at) => at);
  const firstSpecific = rows.findIndex(({ factor }) => !factor.isCommon);
  return (
    <>
      <div className={styles.head}>
        <h2>{text('assessment.strip')}</h2>
        <Pill>{text('assessment.framework')}</Pill>
        <Button look="quiet" aria-pressed={asTable} onPress={() => setAsTable(!asTable)}>{text(asTable ? 'assessment.asStrip' : 'assessment.asTable')}</Button>
      </div>
      {asTable ? (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('assessment.strip')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{text('assessment.factor')}</th>
                {columns.map((column, at) => <th key={column.runId} scope="col">{dates[at]}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ factor, cells }) => (
                <tr key={factor.group.id}>
                  <th scope="row">{factor.number} {factor.title}</th>
                  {cells.map((each, at) => <td key={columns[at]?.runId}>{cellWords(text, each)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className={styles.grid}>
          <div className={styles.row}>
            <span />
            <div className={styles.columns}>
              {columns.map((column, at) => (
                <button key={column.runId} type="button" className={styles.column} aria-pressed={column.runId === runId} title={dates[at]} onClick={() => onRun(column.runId)}>
                  {column.isFinal ? monthOf(text, column, columns) : text('assessment.now')}
                </button>
              ))}
              {free.map((at) => <span key={at} />)}
            </div>
          </div>
          {rows.map(({ factor, cells }, row) => (
            <div key={factor.group.id}>
              {row === firstSpecific && <p className={styles.specific}>{text('assessment.specific')}</p>}
              <div className={styles.row}>
                <button type="button" className={styles.name} aria-current={factor.group.id === groupId ? 'true' : undefined} onClick={() => onGroup(factor.group.id)}>
                  <span className={styles.number}>{factor.number}</span>
                  {factor.title}
                </button>
                {columns.length > 0 && (
                  <svg
                    className={`${styles.cells} ${direction === 'rtl' ? styles.turned : ''}`}
                    viewBox={`0 0 ${(columns.length + free.length) * cell.width} ${cell.height}`}
                    preserveAspectRatio="none"
                    role="img"
                    aria-label={text('assessment.row', { factor: factor.title, cells: cells.map((each, at) => text('assessment.cell', { when: dates[at] ?? '', step: cellWords(text, each) })).join('; ') })}
                  >
                    {cells.map((each, at) => {
                      const x = at * cell.width + cell.gap / 2;
                      const size = { x, y: 1, width: cell.width - cell.gap, height: cell.height - 2, rx: 4 };
                      return (
                        <g key={columns[at]?.runId}>
                          <rect {...size} className={stepClass(each.step)} />
                          {each.step !== null && <StepMarks step={each.step} x={x} width={cell.width - cell.gap} height={cell.height} />}
                          {each.open && <rect {...size} className={styles.open} />}
                          {each.breaks && <path d={`M${at * cell.width} 0V${cell.height}`} className={styles.break} />}
                          {columns[at]?.runId === runId && <rect {...size} className={styles.chosen} />}
                        </g>
                      );
                    })}
                  </svg>
                )}
              </div>
            </div>
          ))}
          <ul className={styles.legend} aria-label={text('assessment.legend')}>
            {riskSteps.map((step) => (
              <li key={step}>
                <RiskSwatch step={step} />
                {text(`risk.step.${step}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}, sameView);

/** The vault answers with fresh objects after every change, and most answers change no judgement: strips are compared by what they show. */
function sameView(a: RiskStripViewProps, b: RiskStripViewProps): boolean {
  return a.groupId === b.groupId && a.runId === b.runId && a.onGroup === b.onGroup && a.onRun === b.onRun && (a.strip === b.strip || sameStrip(a.strip, b.strip));
}

function sameStrip(a: RiskStrip, b: RiskStrip): boolean {
  if (a.columns.length !== b.columns.length || a.rows.length !== b.rows.length) return false;
  const columns = a.columns.every((column, at) => {
    const other = b.columns[at];
    // The time of a draft's last change is shown nowhere but for its month.
    return other !== undefined && column.runId === other.runId && column.isFinal === other.isFinal && (column.isFinal ? column.at === other.at : column.at.slice(0, 7) === other.at.slice(0, 7));
  });
  return columns && a.rows.every(({ factor, cells }, row) => {
    const other = b.rows[row];
    return other?.factor === factor && cells.every((each, at) => each.step === other.cells[at]?.step && each.open === other.cells[at]?.open && each.breaks === other.cells[at]?.breaks);
  });
}
