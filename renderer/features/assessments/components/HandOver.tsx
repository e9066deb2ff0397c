import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { briefingPages, type Briefing } from '../../../../shared/domain/assessments/briefing.ts';
import type { DocumentFormat, DocumentModel } from '../../../../shared/domain/documents/documentModel.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import type { ReadyBriefing } from '../useBriefing.ts';
import { DocumentPreview } from '../../../design/components/DocumentPreview.tsx';
import styles from './Briefing.module.css';

interface Written {
  readonly format: DocumentFormat;
  readonly fileName: string;
  /** Kept from the moment of export: what is recorded is what was written, not what the page became since. */
  readonly model: DocumentModel;
}

/** The check, the export and the record of what was handed to whom. */
export function HandOver({ briefing, ready }: { readonly briefing: Briefing; readonly ready: ReadyBriefing }) {
  const text = useText();
  const [failed, setFailed] = useState<Failure | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const [to, setTo] = useState('');
  const [route, setRoute] = useState('');
  const [seen, setSeen] = useState<DocumentModel | null>(null);
  const { model, faults, preview } = ready;
  const forbidden = faults.some((fault) => fault.forbids);
  const write = async (format: DocumentFormat): Promise<void> => {
    const done = await bridge.call('documents.export', { model, format, fileName: briefing.fields.title });
    setFailed(done.ok ? null : done.error);
    if (done.ok && done.value.saved) setWritten({ format, fileName: done.value.fileName ?? '', model });
  };
  const record = async (): Promise<void> => {
    if (written === null) return;
    const saved = await vault.commands.recordBriefingSent(briefing.id, { to: to.trim(), route: route.trim(), ...written });
    setFailed(saved.ok ? null : saved.error);
    if (saved.ok) setWritten(null);
  };
  return (
    <section className={styles.form} aria-labelledby="hand-over">
      <h2 id="hand-over">{text('briefing.check')}</h2>
      {faults.length === 0 ? <p>{text('briefing.check.good')}</p> : (
        <ul className={styles.faults}>
          {faults.map((fault) => (
            <li key={`${fault.code}${fault.lineId}${fault.what}`} className={fault.forbids ? styles.forbids : undefined}>{text(`briefing.fault.${fault.code}`, { what: fault.what })}</li>
          ))}
        </ul>
      )}
      {preview !== null && <p className={styles.small}>{text('briefing.pages', { count: preview.pages, most: briefingPages[briefing.kind] ?? 'none' })}</p>}
      {forbidden && <Notice tone="problem">{text('briefing.check.forbidden')}</Notice>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button look="primary" isDisabled={forbidden} onPress={() => void write('pdf')}>{text('briefing.export.pdf')}</Button>
        <Button isDisabled={forbidden} onPress={() => void write('docx')}>{text('briefing.export.docx')}</Button>
        {!forbidden && <Link to="/network" search={{ part: 'messages', message: 'new', briefing: briefing.id }}>{text('message.send.note')}</Link>}
      </div>
      <p className={styles.small}>{text('briefing.export.text')}</p>
      {briefing.sent.length > 0 && (
        <>
          <h2>{text('briefing.sent.list')}</h2>
          <ul className={styles.list}>
            {briefing.sent.map((sent) => (
              <li key={sent.id} className={styles.entry}>
                <span>{text('briefing.sent.line', { when: nearTime(text, sent.at, Date.now()), to: sent.to, route: sent.route === '' ? 'none' : sent.route })}</span>
                <Button look="quiet" onPress={() => setSeen(sent.model)}>{text('briefing.sent.see')}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Dialog title={text('briefing.sent.record')} isOpen={written !== null} onClose={() => setWritten(null)}>
        <div className={styles.form}>
          <p>{text('briefing.exported', { file: written?.fileName ?? '' })}</p>
          <TextField label={text('briefing.sent.to')} value={to} onChange={setTo} maxLength={300} autoFocus />
          <TextField label={text('briefing.sent.route')} value={route} onChange={setRoute} maxLength={300} />
          <div className={styles.row}>
            <Button look="primary" isDisabled={to.trim() === ''} onPress={() => void record()}>{text('briefing.sent.save')}</Button>
            <Button onPress={() => setWritten(null)}>{text('briefing.sent.later')}</Button>
          </div>
        </div>
      </Dialog>
      <Dialog title={text('briefing.sent.see')} isOpen={seen !== null} onClose={() => setSeen(null)}>
        {seen !== null && <DocumentPreview model={seen} />}
        <div className={styles.row}>
          <Button onPress={() => setSeen(null)}>{text('run.evidence.close')}</Button>
        </div>
      </Dialog>
    </section>
  );
}
