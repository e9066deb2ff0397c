import { useMemo } from 'react';
import type { Template } from '../../../../shared/content/content.schema.ts';
import { useTemplates } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import { PaperLinks } from '../../papers/index.ts';
import { MarkdownText } from '../components/MarkdownText.tsx';
import { PageActions } from '../components/PageActions.tsx';
import { MissingEntry } from './MissingEntry.tsx';
import styles from './Reference.module.css';
import { ReferenceArticle, useContentLanguage } from './ReferenceArticle.tsx';
import { SectionLinks } from './SectionLinks.tsx';
import { placeholderLabels, templateText } from './templateText.ts';

/** One template, to be read and taken along as text. */
export function TemplateView({ id }: { readonly id: string }) {
  const templates = useTemplates();
  if (templates === undefined) return null;
  const template = templates.find((one) => one.id === id);
  return template === undefined ? <MissingEntry part="templates" /> : <Shown template={template} />;
}

function Shown({ template }: { readonly template: Template }) {
  const text = useText();
  const content = useContentLanguage();
  const steps = useMemo(() => [placeholderLabels(template)], [template]);
  const copyText = useMemo(() => templateText(template), [template]);
  return (
    <ReferenceArticle part="templates" entryTitle={template.title} lead={template.purpose}>
      {template.maxPages !== undefined && <p className={styles.facts}>{text('reference.templates.pages', { count: template.maxPages })}</p>}
      <ul><PaperLinks templateIds={[template.id]} taskId={null} /></ul>
      <PageActions pdfName={template.title} copyLabel={text('reference.templates.copy')} copyText={copyText} />
      <div className={styles.sheet} {...content}>
        <MarkdownText body={template.body} id={`template-${template.id}`} steps={steps} />
      </div>
      <section className={styles.belongs} aria-labelledby="template-placeholders">
        <h3 id="template-placeholders">{text('reference.templates.placeholders', { count: template.placeholders.length })}</h3>
        <ul className={styles.labels} {...content}>
          {template.placeholders.map(({ name, label }) => (
            <li key={name}>{label}</li>
          ))}
        </ul>
      </section>
      <section className={styles.belongs} aria-labelledby="template-sections">
        <h3 id="template-sections">{text('reference.sections')}</h3>
        <SectionLinks ids={template.sections} />
      </section>
      <section className={styles.belongs} aria-labelledby="template-sources">
        <h3 id="template-sources">{text('manual.sources')}</h3>
        <ul className={styles.links} {...content}>
          {template.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </section>
    </ReferenceArticle>
  );
}
