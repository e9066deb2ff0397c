import { Suspense, useState } from 'react';
import type { DocumentModel } from '../../../../shared/domain/documents/documentModel.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { PdfPages } from '../../attachments/index.ts';
import type { ReadyBriefing } from '../useBriefing.ts';
import { DocumentPreview } from '../../../design/components/DocumentPreview.tsx';
import styles from './Briefing.module.css';

/** The very PDF that export would write, drawn page by page; as text on request, for those who listen or copy. */
export function BriefingPreview({ model, preview, failed }: { readonly model: DocumentModel } & Pick<ReadyBriefing, 'preview' | 'failed'>) {
  const text = useText();
  const [asText, setAsText] = useState(false);
  if (model.title === '') return <Notice>{text('briefing.preview.untitled')}</Notice>;
  return (
    <div className={styles.column}>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      {asText ? <DocumentPreview model={model} /> : (
        <article className={styles.pdf} aria-label={model.title}>
          {preview === null ? <p role="status" className={styles.small}>{text('briefing.preview.making')}</p> : (
            <Suspense>
              <PdfPages blob={preview.blob} name={model.title} />
            </Suspense>
          )}
        </article>
      )}
      <div><Button look="quiet" aria-pressed={asText} onPress={() => setAsText(!asText)}>{text(asText ? 'briefing.preview.asPdf' : 'briefing.preview.asText')}</Button></div>
    </div>
  );
}
