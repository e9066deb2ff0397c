import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from './NoteVersions.module.css';

/** Moves a note and goes there with it. Answers why it could not be; null when it was. */
function useMove(): (id: string, to: string, from: string | undefined) => Promise<Failure | null> {
  const navigate = useNavigate();
  return async (id, to, from) => {
    const moved = await vault.commands.moveNote(id, to);
    if (!moved.ok) return moved.error;
    await navigate({ to: '/situations/$situationId', params: { situationId: to }, search: { note: moved.value.id, from } });
    return null;
  };
}

/** Puts the note into another situation; offered where there is one. */
export function MoveButton({ id, situationId }: { readonly id: string; readonly situationId: string }) {
  const text = useText();
  const move = useMove();
  const others = useVaultValue({ name: 'situations' })?.filter((one) => one.id !== situationId && one.archivedAt === null) ?? [];
  const [asking, setAsking] = useState(false);
  const [to, setTo] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  if (others.length === 0) return null;
  const go = async (): Promise<void> => {
    if (to === null) return;
    setWorking(true);
    const problem = await move(id, to, situationId);
    setWorking(false);
    setFailed(problem);
  };
  return (
    <>
      <Button look="quiet" onPress={() => { setTo(others.length === 1 ? (others[0]?.id ?? null) : null); setFailed(null); setAsking(true); }}>{text('note.move')}</Button>
      <Dialog title={text('note.move')} isOpen={asking} onClose={() => setAsking(false)}>
        <p>{text('note.move.text')}</p>
        <Select label={text('note.move.to')} options={others.map(({ id: value, name }) => ({ value, label: name }))} value={to} onChange={setTo} />
        {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
        <div className={styles.actions}>
          <Button look="primary" isDisabled={working || to === null} onPress={() => void go()}>{text(working ? 'note.move.doing' : 'note.move.do')}</Button>
          <Button look="quiet" isDisabled={working} onPress={() => setAsking(false)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
}

/** On a note that has just come from another situation: what happened, and the way back. */
export function MovedHere({ id, from }: { readonly id: string; readonly from: string }) {
  const text = useText();
  const move = useMove();
  const name = useVaultValue({ name: 'situations' })?.find((one) => one.id === from)?.name;
  const [failed, setFailed] = useState<Failure | null>(null);
  if (name === undefined) return null;
  return (
    <Notice action={<Button onPress={() => void move(id, from, undefined).then(setFailed)}>{text('note.move.back')}</Button>}>
      {failed === null ? text('note.move.came', { name }) : text.failure(failed)}
    </Notice>
  );
}

/** On what lies in the bin because it went to another situation. */
export function MovedAway({ to, onRestore }: { readonly to: string; readonly onRestore: () => void }) {
  const text = useText();
  const there = useVaultValue({ name: 'note', id: to });
  const name = useVaultValue({ name: 'situations' })?.find((one) => one.id === there?.situationId)?.name;
  return (
    <Notice action={<Button look="quiet" onPress={onRestore}>{text('note.restore')}</Button>}>
      {there == null || name === undefined ? text('note.move.went') : <>{text('note.move.went')} <Link to="/situations/$situationId" params={{ situationId: there.situationId }} search={{ note: to }}>{text('note.move.open', { name })}</Link></>}
    </Notice>
  );
}
