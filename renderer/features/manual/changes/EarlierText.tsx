import { useId, useState } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { MarkdownText } from '../components/MarkdownText.tsx';
import { PageActions } from '../components/PageActions.tsx';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import styles from './EarlierText.module.css';

/** A section as the edition before had it, to read and to cite: what was done then was done by that text. */
export function EarlierText({ section, manifest }: { readonly section: Section; readonly manifest: Manifest }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.earlier}>
      <div>
        <Button look="quiet" onPress={() => setOpen(!isOpen)} aria-expanded={isOpen} aria-controls={id}>
          {text(isOpen ? 'changes.earlier.close' : 'changes.earlier.open', { edition: manifest.edition })}
        </Button>
      </div>
      {isOpen && (
        <div id={id} className={styles.text} lang={manifest.language} dir={contentDirection(manifest.language)}>
          <p>{section.summary}</p>
          <MarkdownText body={section.body} id={`earlier-${section.id}`} />
          <PageActions copyLabel={text('manual.copyCitation')} copyText={text('manual.citation', { title: manifest.title, number: section.number, section: section.title, edition: manifest.edition })} />
        </div>
      )}
    </div>
  );
}
