import { Link } from '@tanstack/react-router';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Acknowledge.module.css';
import { useAcknowledgements } from './useAcknowledgements.ts';

/** Which sections the Secretariat asks to acknowledge, and which of them are done. Nothing where it asks for none. */
export function AcknowledgeList() {
  const text = useText();
  const asked = useAcknowledgements() ?? [];
  if (asked.length === 0) return null;
  return (
    <section className={styles.list} aria-labelledby="acknowledge-list">
      <h2 id="acknowledge-list">{text('acknowledge.title')}</h2>
      <p>{text('acknowledge.count', { open: asked.filter(({ given }) => given === null).length })}</p>
      <ul>
        {asked.map(({ section, given }) => (
          <li key={section.id} className={styles.row}>
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }}><bdi>{section.number} {section.title}</bdi></Link>
            <Pill tone={given === null ? 'warn' : 'ok'}>{text(given === null ? 'acknowledge.open' : 'acknowledge.done')}</Pill>
          </li>
        ))}
      </ul>
    </section>
  );
}
