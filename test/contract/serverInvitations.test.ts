import { expect, it } from 'vitest';
import { invitationLifeMs } from '../../secretariat/server/invitations.ts';
import type { RunningSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { deviceKeys, post, redeemRequest, start } from './secretariatFixture.ts';

await onEachDatabase('an invitation', (server) => {
  it('registers a device, once', async () => {
    const code = await server.invite();
    const first = await post(server.running, redeemRequest(server.running, code));
    expect(first).toMatchObject({ status: 200, body: { accountId: expect.stringMatching(/^[0-9a-f]{32}$/u) as string, serverId: server.running.server.id } });
    expect(await post(server.running, redeemRequest(server.running, code))).toMatchObject({ status: 403, body: { code: 'invitation.used' } });
    expect([await server.count('accounts'), await server.count('devices')]).toEqual([1, 1]);
  });

  it('is redeemed by exactly one of many that try at the same instant', async () => {
    for (let round = 0; round < 5; round += 1) {
      const code = await server.invite();
      const before = await server.count('devices');
      const answers = await Promise.all(Array.from({ length: 12 }, () => post(server.running, redeemRequest(server.running, code))));
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
      expect(answers.filter((answer) => (answer.body as { code?: string }).code === 'invitation.used')).toHaveLength(11);
      expect(await server.count('devices')).toBe(before + 1);
      expect(await server.count('accounts')).toBe(before + 1);
    }
  });

  it('is redeemed by exactly one of two server processes that share the database', async () => {
    const other = await start(await server.folders.make(), server.database, { clock: server.clock });
    try {
      const code = await server.invite();
      const request = (server: RunningSecretariat) => post(server, redeemRequest(server, code));
      const answers = await Promise.all([request(server.running), request(other), request(server.running), request(other)]);
      expect(other.server.id).toBe(server.running.server.id);
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
      expect(await server.count('devices')).toBe(1);
    } finally {
      await other.stop();
    }
  });

  it('answers a device that repeats its own request as it did before', async () => {
    const request = redeemRequest(server.running, await server.invite());
    const [first, again] = [await post(server.running, request), await post(server.running, request)];
    expect(first.status).toBe(200);
    expect(again).toMatchObject({ status: 200, body: first.body as object });
    expect(await server.count('devices')).toBe(1);
    expect(await post(server.running, redeemRequest(server.running, request.code, { signKey: request.signKey, boxKey: deviceKeys().boxKey }))).toMatchObject({ body: { code: 'invitation.used' } });
  });

  it('holds for seven days to the millisecond', async () => {
    const [early, late] = [await server.invite(), await server.invite()];
    server.passTime(invitationLifeMs - 1);
    expect((await post(server.running, redeemRequest(server.running, early))).status).toBe(200);
    server.passTime(1);
    expect(await post(server.running, redeemRequest(server.running, late))).toMatchObject({ status: 403, body: { code: 'invitation.expired' } });
  });

  it('stands four wrong tries and not five', async () => {
    const wrong = async (code: string): Promise<unknown> => {
      const guess = code.slice(0, 4) + code.slice(4).replaceAll(/./gu, (letter) => (letter === '7' ? '8' : '7'));
      return (await post(server.running, redeemRequest(server.running, guess))).body;
    };
    const [four, five] = [await server.invite(), await server.invite()];
    for (let tries = 0; tries < 4; tries += 1) expect(await wrong(four)).toEqual({ code: 'invitation.unknown' });
    expect((await post(server.running, redeemRequest(server.running, four))).status).toBe(200);
    for (let tries = 0; tries < 5; tries += 1) expect(await wrong(five)).toEqual({ code: 'invitation.unknown' });
    expect(await post(server.running, redeemRequest(server.running, five))).toMatchObject({ status: 403, body: { code: 'invitation.tooManyTries' } });
  });

  it('counts wrong tries that come at the same instant', async () => {
    const code = await server.invite();
    const guess = `${code.slice(0, 4)}${'7'.repeat(28)}`;
    await Promise.all(Array.from({ length: 5 }, () => post(server.running, redeemRequest(server.running, guess))));
    expect(await post(server.running, redeemRequest(server.running, code))).toMatchObject({ body: { code: 'invitation.tooManyTries' } });
  });

  it('needs whoever redeems it to hold the private half of the key, and a try without costs nothing', async () => {
    const code = await server.invite();
    const request = redeemRequest(server.running, code);
    const other = redeemRequest(server.running, await server.invite());
    const { proof: _none, ...old } = request;
    expect(await post(server.running, old)).toMatchObject({ status: 403, body: { code: 'invitation.noProof' } });
    const forged = [
      { ...request, signKey: other.signKey },
      { ...request, boxKey: other.boxKey },
      { ...request, deviceName: 'Other' },
      { ...request, proof: other.proof },
      { ...request, proof: '0'.repeat(128) },
      // A proof for this code at another server.
      { ...redeemRequest(server.running, code, { serverId: '0'.repeat(32), signKey: request.signKey, boxKey: request.boxKey }), serverId: server.running.server.id },
    ];
    for (const body of forged) expect(await post(server.running, body)).toMatchObject({ status: 403, body: { code: 'invitation.badProof' } });
    expect(await server.running.db.selectFrom('invitations').select('tries_left').where('number', '=', code.slice(0, 4)).execute()).toEqual([{ tries_left: 5 }]);
    expect((await post(server.running, request)).status).toBe(200);
  });

  it('is unknown when nobody made it, and refused when it is for another server', async () => {
    const code = await server.invite();
    expect(await post(server.running, redeemRequest(server.running, 'Z'.repeat(32)))).toMatchObject({ status: 403, body: { code: 'invitation.unknown' } });
    expect(await post(server.running, redeemRequest(server.running, code, { serverId: '0'.repeat(32) }))).toMatchObject({ status: 403, body: { code: 'invitation.otherServer' } });
    expect(await post(server.running, redeemRequest(server.running, code, { root: '0'.repeat(64) }))).toMatchObject({ status: 403, body: { code: 'invitation.otherServer' } });
    expect((await post(server.running, redeemRequest(server.running, code))).status).toBe(200);
  });

  it('survives a restart and is stored as a hash only', async () => {
    const code = await server.invite();
    await server.restart();
    const rows = await server.running.db.selectFrom('invitations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code.slice(4, 30));
    expect((await post(server.running, redeemRequest(server.running, code))).status).toBe(200);
  });

  it('is tried only so often in a minute', async () => {
    await server.restart({ limits: { redeemPerMinute: 3 } });
    const code = await server.invite();
    for (let tries = 0; tries < 3; tries += 1) expect((await post(server.running, redeemRequest(server.running, 'Z'.repeat(32)))).status).toBe(403);
    const refused = await post(server.running, redeemRequest(server.running, code));
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.tooMany' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
