import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useVaultValue, vault } from '../../platform/vault.ts';

/** Begins a note: in the situation that is open, or the only one followed; otherwise the list asks which. */
export function useNewNote(): () => Promise<void> {
  const navigate = useNavigate();
  const { situationId } = useParams({ strict: false });
  const situations = useVaultValue({ name: 'situations' });
  return useCallback(async () => {
    const followed = situations?.filter((situation) => situation.archivedAt === null && situation.stage !== 'closed') ?? [];
    const target = situationId ?? (followed.length === 1 ? followed[0]?.id : undefined);
    if (target === undefined) return void navigate({ to: '/situations', search: { choose: 'note' } });
    const made = await vault.commands.createNote(target);
    if (made.ok) await navigate({ to: '/situations/$situationId', params: { situationId: target }, search: { note: made.value.id } });
    return undefined;
  }, [navigate, situationId, situations]);
}
