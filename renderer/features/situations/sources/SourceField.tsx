import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { NoteFields, NoteFieldsPatch } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Picker } from '../../../design/components/Picker.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { SourceForm } from './SourceForm.tsx';
import styles from './Sources.module.css';

/** Who said it: chosen from the register. A name that is not in it stays as it was typed, and can become an entry. */
export function SourceField({ fields, onChange }: { readonly fields: NoteFields; readonly onChange: (patch: NoteFieldsPatch) => void }) {
  const text = useText();
  const sources = useVaultValue({ name: 'entries', type: 'source' });
  const [making, setMaking] = useState<{ readonly from: string } | null>(null);
  if (sources === undefined) return null;
  const chosen = sources.find(({ id }) => id === fields.sourceId);
  const choose = (id: string): void => {
    const source = sources.find((one) => one.id === id);
    if (source !== undefined) onChange({ sourceId: source.id, source: source.name, ...(fields.reliability === null && source.reliability !== null ? { reliability: source.reliability } : {}) });
  };
  const made = async ({ id, name }: { readonly id: string; readonly name: string }): Promise<void> => {
    const from = making?.from ?? '';
    setMaking(null);
    if (from !== '') await vault.commands.adoptSource(id, from);
    else onChange({ sourceId: id, source: name });
  };
  const loose = chosen === undefined && fields.source.trim() !== '';
  return (
    <div className={styles.field}>
      {/* The key: the field takes over a name that was changed elsewhere. */}
      <Picker
        key={`${chosen?.id ?? ''}${chosen?.name ?? fields.source}${sources.length}`}
        label={text('note.source')}
        description={text('note.source.help')}
        options={sources.map((source) => ({ value: source.id, label: source.name, aside: source.reliability ?? '' }))}
        value={chosen?.id ?? null}
        onChange={choose}
        typed={fields.source}
        onTyped={(source) => onChange({ sourceId: null, source })}
        openLabel={text('source.pick.open')}
      />
      {loose && (
        <p className={styles.muted}>
          <bdi>{fields.source}</bdi>: {text('source.loose')}
        </p>
      )}
      <div className={styles.row}>
        {loose && <Button look="quiet" onPress={() => setMaking({ from: fields.source.trim() })}>{text('source.adopt')}</Button>}
        {!loose && chosen === undefined && <Button look="quiet" onPress={() => setMaking({ from: '' })}>{text('sources.new')}</Button>}
        {chosen !== undefined && <Link to="/sources" search={{ source: chosen.id }}>{text('source.see')}</Link>}
      </div>
      <Dialog title={text('sources.new')} isOpen={making !== null} onClose={() => setMaking(null)}>
        <SourceForm source={null} named={making?.from ?? ''} onDone={(saved) => (saved === null ? setMaking(null) : void made(saved))} />
      </Dialog>
    </div>
  );
}
