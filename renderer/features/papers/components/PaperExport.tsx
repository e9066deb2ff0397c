import { useState } from 'react';
import type { DocumentFormat, DocumentModel } from '../../../../shared/domain/documents/documentModel.ts';
import { type PaperHandling, paperHandlings } from '../../../../shared/domain/papers/paperHead.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { DocumentPreview } from '../../../design/components/DocumentPreview.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import styles from '../Papers.module.css';

interface PaperExportProps {
  readonly model: DocumentModel;
  readonly handling: PaperHandling;
  readonly onHandling: (handling: PaperHandling) => void;
}

/** A paper as it will look, who may see it, and the two ways to write it to a file. */
export function PaperExport({ model, handling, onHandling }: PaperExportProps) {
  const text = useText();
  const [working, setWorking] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly saved: string } | { readonly failed: Failure } | null>(null);
  const write = async (format: DocumentFormat): Promise<void> => {
    setWorking(true);
    const done = await bridge.call('documents.export', { model, format, fileName: model.title });
    setWorking(false);
    if (!done.ok) setOutcome({ failed: done.error });
    else setOutcome(done.value.saved ? { saved: done.value.fileName ?? '' } : null);
  };
  return (
    <div className={styles.column}>
      <Select label={text('paper.handling')} options={paperHandlings.map((value) => ({ value, label: text(`paper.handling.${value}`) }))} value={handling} onChange={onHandling} />
      <div className={styles.row}>
        <Button look="primary" isDisabled={working} onPress={() => void write('docx')}>{text('paper.export.docx')}</Button>
        <Button isDisabled={working} onPress={() => void write('pdf')}>{text('paper.export.pdf')}</Button>
      </div>
      {working && <p className={styles.small} role="status">{text('paper.export.working')}</p>}
      {outcome !== null && 'saved' in outcome && <Notice tone="good">{text('paper.export.saved', { file: outcome.saved })}</Notice>}
      {outcome !== null && 'failed' in outcome && <Notice tone="problem">{text.failure(outcome.failed)}</Notice>}
      <p className={styles.small}>{text('paper.export.outside')}</p>
      <DocumentPreview model={model} level={2} />
    </div>
  );
}
