import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../../app/shell/commandContext.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { ChooseValue } from '../../design/components/ChooseValue.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { useText } from '../../i18n/useText.ts';
import { useVault, useVaultValue, vault } from '../../platform/vault.ts';
import { ExportButton } from '../carry/index.ts';
import { NoteList } from './components/NoteList.tsx';
import { NotePane } from './components/NotePane.tsx';
import { SituationTabs } from './components/SituationTabs.tsx';
import { SituationForm } from './components/SituationForm.tsx';
import styles from './SituationScreen.module.css';

/** One situation: its facts in a line, its notes, and the note that is open. */
export function SituationScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const navigate = useNavigate();
  const run = useCommand();
  const { situationId } = useParams({ from: '/situations/$situationId' });
  const { note: noteId, find, at, from } = useSearch({ from: '/situations/$situationId' });
  const read = useVault({ name: 'situation', id: situationId });
  const notes = useVaultValue({ name: 'notes', situationId });
  const [editing, setEditing] = useState(false);
  const [showBin, setShowBin] = useState(false);
  const situation = read.state === 'ready' ? read.value : null;
  if (read.state === 'loading' || notes === undefined) return null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={absent(text('situation.notFound'))} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;

  const shown = notes.filter((note) => (note.trashedAt !== null) === showBin);
  const binned = notes.filter((note) => note.trashedAt !== null).length;
  const open = notes.find((note) => note.id === noteId) ?? shown[0];
  const facts = [situation.area, ...situation.populations].filter((part) => part !== '').join(' · ');
  const below = (
    <>
    <div className={styles.facts}>
      <Pill tone={situation.stage === 'watching' || situation.stage === 'closed' ? 'plain' : 'warn'}>{text(`situation.stage.${situation.stage}`)}</Pill>
      {situation.priority === 'high' && <Pill tone="accent">{text('situation.priority.pill')}</Pill>}
      {facts !== '' && <span dir="auto">{facts}</span>}
      <Button look="quiet" onPress={() => setEditing(true)}>{text('situation.edit')}</Button>
      {notes.some(({ trashedAt }) => trashedAt === null) && <ExportButton situationId={situation.id} />}
      <Button look="quiet" onPress={() => void vault.commands.archiveSituation(situation.id, situation.archivedAt === null)}>
        {text(situation.archivedAt === null ? 'situation.archive' : 'situation.unarchive')}
      </Button>
    </div>
    <ChooseValue
      question={text('overlap.twoValues', { field: text('situation.stage') })}
      values={situation.concurrentStages}
      labelOf={(stage) => text(`situation.stage.${stage}`)}
      onChoose={(stage) => void vault.commands.updateSituation(situation.id, { stage })}
    />
    <SituationTabs situationId={situation.id} current="notes" />
    </>
  );
  return (
    <Screen
      title={situation.name}
      below={below}
      action={
        <Button look="primary" onPress={() => run('note.new')}>
          <Plus size={16} aria-hidden="true" />
          {text('command.note.new')}
        </Button>
      }
    >
      {situation.concurrentStages.length > 1 && <Notice>{text('situation.stages.concurrent', { stages: situation.concurrentStages.map((stage) => text(`situation.stage.${stage}`)).join(', ') })}</Notice>}
      {situation.archivedAt !== null && <Notice>{text('situation.archivedNow')}</Notice>}
      {notes.length === 0 ? (
        <Empty title={text('situation.notes.empty.title')} action={<Button onPress={() => run('note.new')}>{text('command.note.new')}</Button>}>
          {text('situation.notes.empty')}
        </Empty>
      ) : (
        <div className={styles.columns}>
          <div className={styles.side}>
            <NoteList notes={shown} current={open?.id} onOpen={(id) => void navigate({ to: '/situations/$situationId', params: { situationId }, search: { note: id } })} />
            {(binned > 0 || showBin) && (
              <Button look="quiet" onPress={() => setShowBin(!showBin)} aria-pressed={showBin}>
                {text('situation.bin')} ({binned})
              </Button>
            )}
            {showBin && <p className={styles.muted}>{text('situation.bin.text')}</p>}
          </div>
          {open !== undefined && <NotePane key={open.id} id={open.id} place={open.id === noteId ? { find, at, from } : {}} onPurged={() => void navigate({ to: '/situations/$situationId', params: { situationId } })} onTrashed={() => void navigate({ to: '/situations/$situationId', params: { situationId }, search: { note: open.id }, replace: true })} />}
        </div>
      )}
      <Dialog title={text('situation.edit')} isOpen={editing} onClose={() => setEditing(false)}>
        <SituationForm
          initial={situation}
          submitLabel={text('common.save')}
          onSubmit={async (fields) => {
            const saved = await vault.commands.updateSituation(situation.id, fields);
            if (saved.ok) setEditing(false);
            return saved;
          }}
        />
      </Dialog>
    </Screen>
  );
}
