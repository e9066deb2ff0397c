import { useState } from 'react';
import { forums } from '../../../../shared/domain/options/option.ts';
import type { EntryOf, StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { ForumForm } from './ForumForm.tsx';
import styles from './Planning.module.css';

type Editing = { readonly move: StoredEntry<'forumMove'> | null; readonly forum: EntryOf<'forumMove'>['forum'] };

/** The steps in each forum, soonest first. */
export function ForumPlan({ situationId }: { readonly situationId: string }) {
  const text = useText();
  const moves = useVaultValue({ name: 'entries', type: 'forumMove' })?.filter((move) => move.situationId === situationId);
  const [editing, setEditing] = useState<Editing | null>(null);
  if (moves === undefined) return null;
  return (
    <Card title={text('forum.title')}>
      <div className={styles.form}>
        <p className={styles.faint}>{text('forum.text')}</p>
        <div className={styles.forums}>
          {forums.map((forum) => {
            const own = moves.filter((move) => move.forum === forum).sort((a, b) => (a.on ?? '9999').localeCompare(b.on ?? '9999'));
            return (
              <section key={forum} className={styles.forum} aria-label={text(`forum.${forum}`)}>
                <h3>{text(`forum.${forum}`)}</h3>
                {own.length === 0 && <p className={styles.faint}>{text('forum.none')}</p>}
                <ul>
                  {own.map((move) => (
                    <li key={move.id} className={styles.entry}>
                      <span dir="auto">{move.aim}</span>
                      <span className={styles.faint} dir="auto">{[text(`forum.state.${move.state}`), move.where, move.on === null ? '' : nearDate(text, move.on, today()), move.who, move.withWhom].filter((part) => part !== '').join(' · ')}</span>
                      {move.outcome !== '' && <span dir="auto">{move.outcome}</span>}
                      <span className={styles.row}>
                        <Button look="quiet" aria-label={text('forum.editOf', { aim: move.aim })} onPress={() => setEditing({ move, forum })}>{text('common.edit')}</Button>
                        <Button look="quiet" aria-label={text('forum.removeOf', { aim: move.aim })} onPress={() => void vault.commands.trashEntry(move.id, true)}>{text('common.remove')}</Button>
                      </span>
                    </li>
                  ))}
                </ul>
                <div><Button look="quiet" aria-label={text('forum.addTo', { forum: text(`forum.${forum}`) })} onPress={() => setEditing({ move: null, forum })}>{text('forum.add')}</Button></div>
              </section>
            );
          })}
        </div>
      </div>
      <Dialog title={editing === null ? text('forum.add') : `${text(editing.move === null ? 'forum.add' : 'forum.edit')}: ${text(`forum.${editing.forum}`)}`} isOpen={editing !== null} onClose={() => setEditing(null)}>
        {editing !== null && <ForumForm situationId={situationId} move={editing.move} forum={editing.forum} onDone={() => setEditing(null)} />}
      </Dialog>
    </Card>
  );
}
