import sodium from 'libsodium-wrappers-sumo';
import { expect, it } from 'vitest';
import { checkPairingRequest, compareNumber, newPairingCode, openSharedVault, pairingOf, pairingProof, pairingSignature, sealSharedVault } from '../../renderer/vault/sync/pairing.ts';
import type { SharedVault } from '../../renderer/vault/sync/sharedVault.ts';
import { pairingLifeMs, pairingPaths, pairingRequestSchema } from '../../shared/contracts/pairingApi.ts';
import { syncPaths } from '../../shared/contracts/syncApi.ts';
import * as v from 'valibot';
import { onEachDatabase } from './onEachDatabase.ts';
import { joined, json, type SyncDevice } from './syncFixture.ts';

await sodium.ready;

const vaultKey = 'ab'.repeat(32);
const shared: SharedVault = { format: 1, vaultId: '01'.repeat(16), masterKey: vaultKey, personal: '02'.repeat(16), compartments: [['02'.repeat(16), 1, 'a2V5']], roster: {} };

function newDevice(deviceName = 'Travel laptop') {
  const sign = sodium.crypto_sign_keypair('hex');
  const box = sodium.crypto_box_keypair('hex');
  return { public: { signKey: sign.publicKey, boxKey: box.publicKey, deviceName }, keys: { boxKey: box.publicKey, boxSecret: box.privateKey }, signSecret: sign.privateKey };
}

await onEachDatabase('a further device', (server) => {
  const call = (path: string, body: unknown, device?: SyncDevice) => json(server.running, path, body, device?.token);
  const begin = async () => {
    const first = await joined(server.running, await server.invite());
    const pairing = pairingOf(sodium, newPairingCode(sodium));
    expect((await call(pairingPaths.open, { pairingId: pairing.pairingId, pickupHash: pairing.pickupHash }, first)).status).toBe(200);
    return { first, pairing };
  };
  const ask = (pairing: ReturnType<typeof pairingOf>, { public: device, signSecret }: ReturnType<typeof newDevice>) =>
    call(pairingPaths.ask, { pairingId: pairing.pairingId, pickup: pairing.pickup, ...device, proof: pairingProof(sodium, pairing, device), signature: pairingSignature(sodium, pairing, device, signSecret) });

  it('enters the account with the vault key, which the server never holds, and with keys of its own', async () => {
    const { first, pairing } = await begin();
    const device = newDevice();
    expect((await call(pairingPaths.look, { pairingId: pairing.pairingId }, first)).body).toEqual({ request: null });
    expect((await ask(pairing, device)).status).toBe(200);
    expect((await ask(pairing, device)).status).toBe(200);
    const look = await call(pairingPaths.look, { pairingId: pairing.pairingId }, first);
    const request = v.parse(pairingRequestSchema, look.body['request']);
    const checked = checkPairingRequest(sodium, pairing, request);
    expect(checked).toEqual({ ok: true, value: device.public });
    expect(compareNumber(sodium, pairing, request)).toBe(compareNumber(sodium, pairing, device.public));
    expect((await call(pairingPaths.result, { pairingId: pairing.pairingId, pickup: pairing.pickup })).body).toEqual({ accepted: null });

    const sealed = sealSharedVault(sodium, pairing, device.public, shared);
    const accepted = await call(pairingPaths.accept, { pairingId: pairing.pairingId, sealed }, first);
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    expect((await call(pairingPaths.accept, { pairingId: pairing.pairingId, sealed: sealSharedVault(sodium, pairing, device.public, shared) }, first)).body).toEqual(accepted.body);
    const rows = JSON.stringify([await server.running.db.selectFrom('pairings').selectAll().execute(), await server.running.db.selectFrom('devices').selectAll().execute()]);
    for (const secret of [vaultKey, sodium.to_hex(pairing.sealKey), sodium.to_hex(pairing.proofKey), pairing.pickup]) expect(rows).not.toContain(secret);

    const result = (await call(pairingPaths.result, { pairingId: pairing.pairingId, pickup: pairing.pickup })).body['accepted'] as { accountId: string; deviceId: string; sealed: string };
    expect([result.accountId, result.deviceId]).toEqual([first.accountId, accepted.body['deviceId']]);
    expect(openSharedVault(sodium, pairing, device.keys, result.sealed)).toEqual({ ok: true, value: shared });
    const names = ((await call(syncPaths.devices, undefined, first)).body['devices'] as { name: string; signKey: string }[]).map((entry) => [entry.name, entry.signKey]);
    expect(new Map(names as [string, string][])).toEqual(new Map([['Laptop', first.signKey], ['Travel laptop', device.public.signKey]]));
  });

  it('cannot be replaced by one that the server or a second reader of the code puts in its place', async () => {
    const { first, pairing } = await begin();
    const [device, other] = [newDevice(), newDevice()];
    await ask(pairing, device);
    expect(await ask(pairing, other)).toEqual({ status: 403, body: { code: 'pairing.unknown' } });
    const look = v.parse(pairingRequestSchema, (await call(pairingPaths.look, { pairingId: pairing.pairingId }, first)).body['request']);
    // A server that puts other keys into the answer does not know the code.
    for (const change of [{ signKey: other.public.signKey }, { boxKey: other.public.boxKey }, { deviceName: 'Other' }]) expect(checkPairingRequest(sodium, pairing, { ...look, ...change }).ok).toBe(false);
    expect(compareNumber(sodium, pairing, other.public)).not.toBe(compareNumber(sodium, pairing, device.public));
    const sealed = sealSharedVault(sodium, pairing, device.public, shared);
    expect(openSharedVault(sodium, pairing, other.keys, sealed).ok).toBe(false);
    expect(openSharedVault(sodium, pairingOf(sodium, newPairingCode(sodium)), device.keys, sealed).ok).toBe(false);
    const forged = sodium.to_hex(sodium.crypto_box_seal(sodium.from_string(JSON.stringify(shared)), sodium.from_hex(device.public.boxKey)));
    expect(openSharedVault(sodium, pairing, device.keys, forged).ok).toBe(false);
  });

  it('shows keys that are its own', async () => {
    const { pairing } = await begin();
    const [device, other] = [newDevice(), newDevice()];
    const body = { pairingId: pairing.pairingId, pickup: pairing.pickup, ...device.public, proof: pairingProof(sodium, pairing, device.public) };
    expect(await call(pairingPaths.ask, body)).toEqual({ status: 403, body: { code: 'pairing.noProof' } });
    const signature = pairingSignature(sodium, pairing, device.public, other.signSecret);
    expect(await call(pairingPaths.ask, { ...body, signature })).toEqual({ status: 403, body: { code: 'pairing.badProof' } });
    // A server that lets it pass is no help: the other device looks too.
    expect(checkPairingRequest(sodium, pairing, { ...device.public, proof: body.proof, signature }).ok).toBe(false);
    expect(checkPairingRequest(sodium, pairing, { ...device.public, proof: body.proof }).ok).toBe(false);
    const elsewhere = pairingSignature(sodium, pairingOf(sodium, newPairingCode(sodium)), device.public, device.signSecret);
    expect(await call(pairingPaths.ask, { ...body, signature: elsewhere })).toEqual({ status: 403, body: { code: 'pairing.badProof' } });
    expect((await ask(pairing, device)).status).toBe(200);
  });

  it('needs the code, the account and the time', async () => {
    const { first, pairing } = await begin();
    const stranger = await joined(server.running, await server.invite());
    const device = newDevice();
    const guess = { ...pairing, pickup: '00'.repeat(32) };
    expect((await ask(guess, device)).status).toBe(403);
    expect((await call(pairingPaths.result, { pairingId: pairing.pairingId, pickup: guess.pickup })).status).toBe(403);
    expect((await call(pairingPaths.look, { pairingId: pairing.pairingId }, stranger)).status).toBe(404);
    const sealed = sealSharedVault(sodium, pairing, device.public, shared);
    expect((await call(pairingPaths.accept, { pairingId: pairing.pairingId, sealed }, first)).status).toBe(409);
    await ask(pairing, device);
    expect((await call(pairingPaths.accept, { pairingId: pairing.pairingId, sealed }, stranger)).status).toBe(409);
    for (const path of [pairingPaths.open, pairingPaths.look, pairingPaths.accept]) expect((await call(path, {})).status).toBe(401);
    server.passTime(pairingLifeMs);
    expect((await ask(pairing, device)).status).toBe(403);
  });
});
