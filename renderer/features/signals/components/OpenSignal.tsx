import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { FileForm } from './FileForm.tsx';
import styles from './Signals.module.css';

interface OpenSignalProps {
  readonly signal: StoredEntry<'signal'>;
  readonly onBin: () => void;
}

/** One signal in full, and the form that makes a note of it. */
export function OpenSignal({ signal, onBin }: OpenSignalProps) {
  return signal.parts === 0 ? <ShownSignal signal={signal} parts={[signal.text]} onBin={onBin} /> : <LongSignal signal={signal} onBin={onBin} />;
}

/** Parts are read only here, so that a long text costs nothing elsewhere. */
function LongSignal({ signal, onBin }: OpenSignalProps) {
  const all = useVaultValue({ name: 'entries', type: 'signalPart' });
  if (all === undefined) return null;
  const own = new Map(all.filter(({ partsId }) => partsId === signal.partsId).map((part) => [part.at, part.text]));
  return <ShownSignal signal={signal} parts={Array.from({ length: signal.parts }, (_, at) => own.get(at) ?? null)} onBin={onBin} />;
}

function ShownSignal({ signal, parts, onBin }: OpenSignalProps & { /** null for a part that has not come to this device. */ readonly parts: readonly (string | null)[] }) {
  const text = useText();
  const [at, setAt] = useState(0);
  const facts = [text(`signals.kind.${signal.kind}`), text('signals.caught', { when: nearTime(text, signal.caughtAt, Date.now()) }), ...(signal.source === '' ? [] : [text('signals.from', { source: `\u2068${signal.source}\u2069` })]), text('signals.size', { count: signal.length })];
  return (
    <Card as="article">
      <div className={styles.form}>
        <p className={styles.faint}>{facts.join(' · ')}</p>
        <div className={styles.words} dir="auto" tabIndex={0} role="region" aria-label={text('signals.field.text')}>{parts[at] ?? text('signals.part.missing')}</div>
        {parts.length > 1 && (
          <div className={styles.row}>
            <Button onPress={() => setAt(at - 1)} isDisabled={at === 0}>{text('signals.part.previous')}</Button>
            <span className={styles.faint}>{text('signals.part', { at: at + 1, of: parts.length })}</span>
            <Button onPress={() => setAt(at + 1)} isDisabled={at === parts.length - 1}>{text('signals.part.next')}</Button>
          </div>
        )}
        {signal.filedAt !== null ? (
          <p>
            {text('signals.filed', { when: nearTime(text, signal.filedAt, Date.now()) })}{' '}
            {signal.situationId !== null && <Link to="/situations/$situationId" params={{ situationId: signal.situationId }} search={{ note: signal.noteId ?? undefined }}>{text('signals.filed.open')}</Link>}
          </p>
        ) : <FileForm signal={signal} words={parts[0] ?? signal.text} />}
        <div><Button look="quiet" onPress={onBin}>{text('signals.bin')}</Button></div>
      </div>
    </Card>
  );
}
