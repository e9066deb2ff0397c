/** The Secretariat's server over a real socket: what it says of itself, and what it does with bad requests. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../secretariat/server/database/openDatabase.ts';
import { exchangeBytes } from './exchangeBytes.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { post, redeemRequest } from './secretariatFixture.ts';

await onEachDatabase('the server', (server) => {
  describe('what it says of itself', () => {
    const get = async (url: string): Promise<{ status: number; body: unknown }> => {
      const response = await fetch(server.running.listening + url);
      return { status: response.status, body: await response.json() };
    };

    it('is the same after a restart', async () => {
      const before = await get('/v1/about');
      expect(before).toMatchObject({ status: 200, body: { name: 'Trial Secretariat', serverId: server.running.server.id, root: server.running.root } });
      await server.restart();
      expect(await get('/v1/about')).toEqual(before);
    });

    it('tells that it lives and that it is ready', async () => {
      expect(await get('/v1/health')).toEqual({ status: 200, body: { status: 'ok' } });
      expect(await get('/v1/ready')).toEqual({ status: 200, body: { status: 'ok' } });
      await server.running.db.destroy();
      expect(await get('/v1/health')).toMatchObject({ status: 200 });
      expect(await get('/v1/ready')).toEqual({ status: 503, body: { status: 'starting' } });
    });

    it('answers a failure of the database with a code and nothing else', async () => {
      const code = await server.invite();
      await server.running.db.destroy();
      expect(await post(server.running, redeemRequest(server.running, code))).toMatchObject({ status: 500, body: { code: 'server.failed' } });
    });

    it('opens a database again that it has migrated before', async () => {
      const again = await openDatabase(server.database);
      expect(await again.selectFrom('servers').select('id').execute()).toEqual([{ id: server.running.server.id }]);
      await again.destroy();
    });
  });

  describe('bad requests', () => {
    it.each([
      ['no body', ''],
      ['not JSON', '{"code":'],
      ['a list', '[]'],
      ['null', 'null'],
      ['a prototype', '{"__proto__":{"x":1}}'],
      ['deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
      ['not UTF-8', '\ud800'],
    ])('are refused: %s', async (_, body) => {
      expect(await post(server.running, body)).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    });

    it('are refused when any field is wrong, missing or too much', async () => {
      const good = redeemRequest(server.running, await server.invite());
      const wrong: unknown[] = ['', null, 5, [], {}, 'x'.repeat(500), 'é', '\u0000'];
      for (const field of Object.keys(good)) {
        for (const value of field === 'deviceName' ? wrong.filter((entry) => entry !== 'é') : wrong) {
          expect(await post(server.running, { ...good, [field]: value }), `${field} ${JSON.stringify(value)}`).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
        }
        // A program from before the proof is told that it is one.
        const refusal = field === 'proof' ? { status: 403, body: { code: 'invitation.noProof' } } : { status: 400, body: { code: 'request.malformed' } };
        expect(await post(server.running, { ...good, [field]: undefined }), `${field} missing`).toMatchObject(refusal);
      }
      expect(await post(server.running, { ...good, more: 1 })).toMatchObject({ status: 400 });
      expect((await post(server.running, good)).status).toBe(200);
    });

    it('are refused when they are too large, of another kind or for another place', async () => {
      expect(await post(server.running, JSON.stringify({ code: 'x'.repeat(20_000) }))).toMatchObject({ status: 413, body: { code: 'request.tooLarge' } });
      const statusOf = async (url: string, init: RequestInit): Promise<unknown> => {
        const response = await fetch(server.running.listening + url, init);
        return [response.status, await response.json()];
      };
      expect(await statusOf('/v1/invitations/redeem', { method: 'POST', body: 'code=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toEqual([415, { code: 'request.mediaType' }]);
      expect(await statusOf('/v1/invitations/redeem', { method: 'GET' })).toEqual([404, { code: 'request.notFound' }]);
      expect(await statusOf('/v1/nothing', { method: 'DELETE' })).toEqual([404, { code: 'request.notFound' }]);
      expect(await statusOf('/', {})).toEqual([404, { code: 'request.notFound' }]);
      expect(await statusOf('/v1/about?x=1', {})).toEqual([400, { code: 'request.malformed' }]);
      expect(await statusOf('/v1/%E0%A4%A', {})).toEqual([400, { code: 'request.malformed' }]);
      expect(await statusOf(`/v1/${'a'.repeat(5_000)}`, {})).toEqual([404, { code: 'request.notFound' }]);
    });

    it('that are no HTTP at all end with the connection, and the next one is served', async () => {
      const { port } = new URL(server.running.listening);
      for (const bytes of ['\u0000\u0001\u0002\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /v1/about HTTP/1.1\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 'POST /v1/invitations/redeem HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n']) {
        expect(await exchangeBytes(Number(port), bytes)).toMatch(/^HTTP\/1\.1 4\d\d /u);
      }
      expect((await fetch(`${server.running.listening}/v1/health`)).status).toBe(200);
    });

    it('that come too slowly are cut off', async () => {
      await server.restart({ limits: { requestTimeoutMs: 500 } });
      const { port } = new URL(server.running.listening);
      const started = performance.now();
      const answer = await exchangeBytes(Number(port), 'POST /v1/invitations/redeem HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /u);
      expect(performance.now() - started).toBeLessThan(5_000);
    });

    it('write no code, key, name or body into the log', async () => {
      const request = redeemRequest(server.running, await server.invite(), { deviceName: 'Canary of Secretariat' });
      await post(server.running, request);
      await post(server.running, { ...request, more: 'canary' });
      await fetch(`${server.running.listening}/v1/canary?code=${request.code}`);
      await fetch(`${server.running.listening}/v1/health`, { headers: { authorization: 'canary' } });
      await server.running.stop();
      const log = await readFile(path.join(server.dataDir, 'logs', 'server.log'), 'utf8');
      expect(log).toContain('refused');
      for (const secret of [request.code, request.signKey, request.boxKey, 'anary', '127.0.0.1']) expect(log.replaceAll(/"Server listening[^"]*"|"msg":"Server listening.*/gu, '')).not.toContain(secret);
      await server.begin();
    });
  });
});
