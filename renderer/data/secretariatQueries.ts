import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { EditionState } from '../../shared/contracts/edition.ts';
import type { InvitationPreview, SecretariatState } from '../../shared/contracts/secretariatState.ts';
import { FailureError, type Result } from '../../shared/errors/result.ts';
import { bridge } from '../platform/bridge.ts';
import { vault } from '../platform/vault.ts';

const keys = { secretariat: ['secretariat'], editions: ['editions'] } as const;

const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
};

/** Whether this device has joined a Secretariat and whether its server answers. The main process says when it changes. */
export const useSecretariat = () => useQuery<SecretariatState>({ queryKey: keys.secretariat, queryFn: async () => unwrap(await bridge.call('secretariat.state')) });

/** How far the edition on this device is confirmed by the Secretariat. */
export const useEditionState = () => useQuery<EditionState>({ queryKey: keys.editions, queryFn: async () => unwrap(await bridge.call('editions.state')) });

/** Feeds what the main process reports into the queries, so that screens change without asking. */
export function useSecretariatFeed(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stopSecretariat = bridge.on('secretariat.changed', (state) => client.setQueryData(keys.secretariat, state));
    const stopEditions = bridge.on('editions.changed', (state) => client.setQueryData(keys.editions, state));
    return () => {
      stopSecretariat();
      stopEditions();
    };
  }, [client]);
}

const settle = (client: QueryClient) => (state: SecretariatState) => client.setQueryData(keys.secretariat, state);

/** Reads an invitation without sending anything. */
export const usePreviewInvitation = () => useMutation<InvitationPreview, FailureError, string>({ mutationFn: async (text) => unwrap(await bridge.call('secretariat.preview', text)) });

/** Redeems an invitation with this device's public keys, which the vault makes on first use, and its signature that it holds the private one. */
export function useJoin() {
  const client = useQueryClient();
  return useMutation<SecretariatState, FailureError, { readonly text: string; readonly deviceName: string }>({
    scope: { id: 'secretariat' },
    mutationFn: async ({ text, deviceName }) => {
      const met = unwrap(await bridge.call('secretariat.meet', text));
      const signed = unwrap(await vault.commands.signJoining(met.serverId, met.codeHash, deviceName));
      return unwrap(await bridge.call('secretariat.join', text, { ...signed, deviceName, serverId: met.serverId }));
    },
    onSuccess: settle(client),
  });
}

export function useLeave() {
  const client = useQueryClient();
  return useMutation<SecretariatState, FailureError>({ scope: { id: 'secretariat' }, mutationFn: async () => unwrap(await bridge.call('secretariat.leave')), onSuccess: settle(client) });
}

/** Asks the Secretariat now whether there is a newer edition. */
export function useCheckEditions() {
  const client = useQueryClient();
  return useMutation<EditionState, FailureError>({
    scope: { id: 'secretariat' },
    mutationFn: async () => unwrap(await bridge.call('editions.check')),
    onSuccess: (state) => client.setQueryData(keys.editions, state),
  });
}

/** Puts a state that a call answered where the screens read it. */
export const keepEditionState = (client: QueryClient, state: EditionState): void => void client.setQueryData(keys.editions, state);

export const stopDownload = (): void => void bridge.call('editions.cancel');
