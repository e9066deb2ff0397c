import type { Measure } from '../../../../shared/domain/options/measures.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Planning.module.css';

const most = 4;
const facts = ['decides', 'leadTime', 'legalBasis', 'riskOfHarm', 'notKnown', 'firstStep', 'howToStop'] as const;

/** A few measures side by side, fact by fact. In the order in which they were taken up: none stands above another. */
export function CompareTable({ options, measures }: { readonly options: readonly StoredEntry<'option'>[]; readonly measures: readonly Measure[] }) {
  const text = useText();
  const shown = options.filter(({ state }) => state === 'compare' || state === 'chosen').slice(0, most);
  if (shown.length < 2) return null;
  const measureOf = (option: StoredEntry<'option'>): Measure | undefined => measures.find(({ item }) => item.id === option.itemId);
  return (
    <Card title={text('options.compare')}>
      <p className={styles.faint}>{text('options.compare.text', { most })}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('options.compare')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              {shown.map(({ id, label }) => <th key={id} scope="col" dir="auto">{label}</th>)}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{text('options.can')}</th>
              {shown.map((option) => <td key={option.id}>{text(`options.can.${measureOf(option)?.capability?.can ?? 'unknown'}`)}</td>)}
            </tr>
            {facts.map((fact) => (
              <tr key={fact}>
                <th scope="row">{text(`toolkits.measure.${fact}`)}</th>
                {shown.map((option) => <td key={option.id} dir="auto">{measureOf(option)?.facts[fact] ?? text('options.none')}</td>)}
              </tr>
            ))}
            <tr>
              <th scope="row">{text('options.notKnown')}</th>
              {shown.map(({ id, notKnown }) => <td key={id} dir="auto">{notKnown === '' ? text('options.none') : notKnown}</td>)}
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}
