import { expect, it } from 'vitest';
import { maxAnswerBytes } from '../../shared/contracts/secretariatApi.ts';
import { fail } from '../../shared/errors/result.ts';
import { bodyAtMost, refusalOf } from './answerBody.ts';
import { createPieceTransport } from './pieceTransport.ts';

const block = 16 * 1024;

/** A server that never stops. `sent`: blocks that were taken from it; `ended`: nobody takes any more. */
function endless(init: ResponseInit = {}) {
  const seen = { sent: 0, ended: false };
  const stream = new ReadableStream({
    pull(controller) {
      seen.sent += 1;
      controller.enqueue(new Uint8Array(block).fill(0x20));
    },
    cancel() {
      seen.ended = true;
    },
  });
  return { seen, response: new Response(stream, init) };
}

it.each([
  ['its length is said', { 'content-length': '5' }],
  ['its length is not said', {}],
  ['less than its length is said', { 'content-length': '2' }],
  ['more than its length is said', { 'content-length': '9' }],
])('reads a body where %s', async (_what, headers) => {
  const body = await bodyAtMost(new Response('abcde', { headers: headers as Record<string, string> }), 10);
  expect(Buffer.from(body ?? []).toString()).toBe('abcde');
});

it('reads a body that is not there as an empty one', async () => {
  expect(await bodyAtMost(new Response(null, { status: 204 }), 10)).toEqual(new Uint8Array(0));
});

it('stops at the limit, whatever is said', async () => {
  for (const headers of [{}, { 'content-length': '10' }, { 'content-length': '1000000000' }]) {
    const { seen, response } = endless({ headers: headers as Record<string, string> });
    expect(await bodyAtMost(response, 4 * block)).toBeNull();
    expect(seen.ended).toBe(true);
    expect(seen.sent).toBeLessThan(8);
  }
});

it('knows a refusal, and takes what it does not know for a bad answer', () => {
  const body = (text: string) => new TextEncoder().encode(text);
  const codes = new Set(['device.revoked']);
  expect(refusalOf(403, body('{"code":"device.revoked"}'), codes)).toMatchObject({ error: { code: 'device.revoked', retry: 'never' } });
  for (const text of ['{"code":"device.unknown"}', '{"code":', '', '[]']) expect(refusalOf(403, body(text), codes), text).toMatchObject({ error: { code: 'secretariat.badAnswer', details: { status: 403 } } });
  expect([refusalOf(429, null, codes), refusalOf(502, null, codes)]).toMatchObject([{ error: { code: 'secretariat.busy' } }, { error: { code: 'secretariat.unreachable' } }]);
});

it('does not read a refusal of a piece to its end', async () => {
  const { seen, response } = endless({ status: 500, headers: { 'content-type': 'application/json' } });
  const pieces = createPieceTransport({
    fetch: () => Promise.resolve(response),
    joined: () => Promise.resolve({ address: 'http://127.0.0.1:9' }),
    sync: { call: () => Promise.resolve(fail('secretariat.badAnswer', 'later')), token: () => null },
  });
  expect(await pieces.fetch('0'.repeat(64), true)).toMatchObject({ ok: false, error: { code: 'secretariat.badAnswer' } });
  expect(seen.ended).toBe(true);
  expect(seen.sent).toBeLessThan(maxAnswerBytes / block + 4);
});
