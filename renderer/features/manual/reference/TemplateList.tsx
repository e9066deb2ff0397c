import { Link } from '@tanstack/react-router';
import { useTemplates } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './Reference.module.css';
import { ReferenceArticle } from './ReferenceArticle.tsx';

/** The templates, each with its purpose and how long the finished text should be. */
export function TemplateList() {
  const text = useText();
  return (
    <ReferenceArticle part="templates" lead={text('reference.templates.lead')}>
      <ul className={styles.entries}>
        {(useTemplates() ?? []).map((template) => (
          <li key={template.id} dir="auto" className={styles.entry}>
            <Link to="/manual/reference/$part/$entryId" params={{ part: 'templates', entryId: template.id }} className={styles.entryTitle}>
              {template.title}
            </Link>
            {template.maxPages !== undefined && <span className={styles.facts}>{text('reference.templates.pages', { count: template.maxPages })}</span>}
            <span>{template.purpose}</span>
          </li>
        ))}
      </ul>
    </ReferenceArticle>
  );
}
