import { Plus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { type Actor, actorGaps, actorGroups } from '../../../shared/domain/people/actorMap.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { ActorMapDialog } from '../papers/index.ts';
import { ActorForm } from './components/ActorForm.tsx';
import { ActorPicture } from './components/ActorPicture.tsx';
import styles from './PeopleScreen.module.css';

/** Who holds a piece of prevention, who can act within 48 hours, and where nobody is known: as a list and as a picture. */
export function PeopleScreen() {
  const text = useText();
  const actors = useVaultValue({ name: 'entries', type: 'actor' });
  const [asPaper, setAsPaper] = useState(false);
  const [editing, setEditing] = useState<Actor | 'new' | null>(null);
  const add = <Button look="primary" onPress={() => setEditing('new')}><Plus size={16} aria-hidden="true" />{text('people.add')}</Button>;
  const gaps = actors === undefined ? undefined : actorGaps(actors);
  return (
    <Screen title={text('people.title')} action={actors !== undefined && actors.length > 0 && <><Button onPress={() => setAsPaper(true)}>{text('paper.make')}</Button>{add}</>}>
      {actors?.length === 0 && <Empty title={text('people.empty')} action={add}>{text('people.empty.text')}</Empty>}
      {actors !== undefined && actors.length > 0 && gaps !== undefined && (
        <div className={styles.columns}>
          <Card title={text('people.list')} flush>
            {actorGroups(actors).filter((group) => group.actors.length > 0).map(({ kind, actors: those }) => (
              <section key={kind} aria-label={text(`people.kind.${kind}`)}>
                <h3 className={styles.group}>{text(`people.kind.${kind}`)}</h3>
                <ul>{those.map((actor) => <ActorRow key={actor.id} actor={actor} onEdit={() => setEditing(actor)} />)}</ul>
              </section>
            ))}
          </Card>
          <div className={styles.side}>
            <Card title={text('people.picture.title')}><ActorPicture actors={actors} /></Card>
            <Card title={text('people.gaps')}>
              {gaps.kinds.length === 0 && gaps.unnamed.length === 0 && !gaps.nobodyIn48 && <p className={styles.muted}>{text('people.gaps.none')}</p>}
              <ul className={styles.gaps}>
                {gaps.nobodyIn48 && <li>{text('people.gaps.nobody48')}</li>}
                {gaps.unnamed.map((actor) => <li key={actor.id}>{text('people.gaps.unnamed', { name: actor.name })}</li>)}
                {gaps.kinds.map((kind) => <li key={kind}>{text('people.gaps.kind', { kind: text(`people.kind.${kind}`) })}</li>)}
              </ul>
            </Card>
          </div>
        </div>
      )}
      {asPaper && actors !== undefined && <Suspense><ActorMapDialog actors={actors} isOpen onClose={() => setAsPaper(false)} /></Suspense>}
      <Dialog title={text(editing === 'new' ? 'people.add' : 'people.edit')} isOpen={editing !== null} onClose={() => setEditing(null)}>
        <ActorForm actor={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
      </Dialog>
    </Screen>
  );
}

function ActorRow({ actor, onEdit }: { readonly actor: Actor; readonly onEdit: () => void }) {
  const text = useText();
  const { id, name, person, reach, within48, counterpart, note } = actor;
  return (
    <li className={styles.actor}>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">{name}</span>
        <span className={styles.muted} dir="auto">{person === '' ? text('people.nobody') : [person, reach].filter((words) => words !== '').join(' · ')}</span>
        {note !== '' && <span className={styles.muted} dir="auto">{note}</span>}
        <span className={styles.facts}>
          {within48 !== 'unknown' && <Pill tone={within48 === 'yes' ? 'ok' : 'plain'}>{text(within48 === 'yes' ? 'people.in48' : 'people.notIn48')}</Pill>}
          {counterpart !== 'none' && <Pill tone="accent">{text(`people.counterpart.${counterpart}`)}</Pill>}
        </span>
      </span>
      <span className={styles.row}>
        <Button look="quiet" aria-label={text('people.editOne', { name })} onPress={onEdit}>{text('common.edit')}</Button>
        <Button look="quiet" aria-label={text('people.removeOne', { name })} onPress={() => void vault.commands.trashEntry(id, true)}>{text('common.remove')}</Button>
      </span>
    </li>
  );
}
