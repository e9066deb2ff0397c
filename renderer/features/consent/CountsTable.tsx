import { countNames, type SharedProgress } from '../../../shared/contracts/progressApi.ts';
import { phases } from '../../../shared/content/content.schema.ts';
import { useProgramme } from '../../data/publishedReads.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './Consent.module.css';

interface CountsTableProps {
  readonly label: string;
  readonly progress: SharedProgress;
}

/** All that is sent, figure by figure. */
export function CountsTable({ label, progress }: CountsTableProps) {
  const text = useText();
  const programme = useProgramme();
  return (
    <>
      <p>{text('consent.edition', { name: progress.edition.name, number: progress.edition.number })}</p>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{text('consent.phase')}</th>
            {countNames.map((name) => <th key={name} scope="col">{text(`consent.count.${name}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <tr key={phase}>
              <th scope="row"><bdi>{programme?.phases.find(({ id }) => id === phase)?.title ?? phase}</bdi></th>
              {countNames.map((name) => <td key={name}>{text.intl.formatNumber(progress.phases[phase][name])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
