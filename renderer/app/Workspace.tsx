import type { QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { UnlockReport } from '../../shared/domain/vault/vaultStatus.ts';
import { useMessageExchange } from '../data/messageExchange.ts';
import { ProgressSender } from '../features/consent/index.ts';
import { bridge } from '../platform/bridge.ts';
import { lockVault, lockWhenIdle, tellCopies } from './lock.ts';
import { createAppRouter } from './router.tsx';

interface WorkspaceProps {
  readonly queries: QueryClient;
  readonly lockAfterMinutes: number;
  readonly report: UnlockReport | null;
}

/** The app behind the lock: the frame with its screens, and everything that can close it again. */
export function Workspace({ queries, lockAfterMinutes, report }: WorkspaceProps) {
  const router = useMemo(() => createAppRouter({ lock: () => void lockVault(queries), report }), [queries, report]);
  useEffect(() => lockWhenIdle(lockAfterMinutes * 60_000, () => void lockVault(queries)), [queries, lockAfterMinutes]);
  useEffect(tellCopies, []);
  useMessageExchange();
  useEffect(() => bridge.on('vault.lockNow', () => void lockVault(queries)), [queries]);
  return (
    <>
      <ProgressSender />
      <RouterProvider router={router} />
    </>
  );
}
