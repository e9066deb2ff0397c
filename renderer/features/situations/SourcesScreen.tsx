import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { StoredEntry } from '../../../shared/domain/vault/entry.ts';
import { foldText } from '../../../shared/search/foldText.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { TextField } from '../../design/components/TextField.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { PlaceTabs } from './components/PlaceTabs.tsx';
import { SourceForm } from './sources/SourceForm.tsx';
import { SourceList } from './sources/SourceList.tsx';
import { SourceSheet } from './sources/SourceSheet.tsx';
import styles from './sources/Sources.module.css';

const matches = (source: StoredEntry<'source'>, typed: string): boolean => {
  const whole = foldText([source.name, source.contact, source.agreed, source.note].join('\n')).folded;
  return foldText(typed).folded.split(/\s+/).every((word) => whole.includes(word));
};

/** The sealed register of sources: code names, how they are reached, and what they agreed to. */
export function SourcesScreen() {
  const text = useText();
  const navigate = useNavigate();
  const { source: chosen } = useSearch({ from: '/sources' });
  const sources = useVaultValue({ name: 'entries', type: 'source' });
  const [adding, setAdding] = useState(false);
  const [typed, setTyped] = useState('');
  const [removed, setRemoved] = useState<string | null>(null);
  const shown = (sources ?? []).filter((source) => matches(source, typed)).sort((a, b) => a.name.localeCompare(b.name));
  const open = sources?.find(({ id }) => id === chosen) ?? shown[0];
  const add = <Button look="primary" onPress={() => setAdding(true)}><Plus size={16} aria-hidden="true" />{text('sources.new')}</Button>;
  const putBack = (id: string): void => {
    setRemoved(null);
    void vault.commands.trashEntry(id, false);
  };
  return (
    <Screen title={text('sources.title')} below={<PlaceTabs current="sources" />} action={sources !== undefined && sources.length > 0 && add}>
      {removed !== null && <Notice action={<Button onPress={() => putBack(removed)}>{text('note.restore')}</Button>}>{text('source.removed')}</Notice>}
      {sources?.length === 0 && <Empty title={text('sources.empty.title')} action={add}>{text('sources.empty')}</Empty>}
      {sources !== undefined && sources.length > 0 && (
        <div className={styles.columns}>
          <div className={styles.side}>
            <TextField label={text('sources.search')} type="search" value={typed} onChange={setTyped} maxLength={200} />
            {shown.length === 0 ? <p role="status">{text('sources.none')}</p> : <SourceList sources={shown} current={open?.id} typed={typed} />}
          </div>
          {open !== undefined && <SourceSheet key={open.id} source={open} onRemoved={() => { setRemoved(open.id); void navigate({ to: '/sources' }); }} />}
        </div>
      )}
      <Dialog title={text('sources.new')} isOpen={adding} onClose={() => setAdding(false)}>
        <SourceForm source={null} onDone={(saved) => { setAdding(false); if (saved !== null) void navigate({ to: '/sources', search: { source: saved.id } }); }} />
      </Dialog>
    </Screen>
  );
}
