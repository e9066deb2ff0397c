import * as v from 'valibot';
import { errorAnswerSchema } from '../../shared/contracts/secretariatApi.ts';
import { fail, type Result } from '../../shared/errors/result.ts';
import { discard } from './answerKind.ts';

/** Room for a body whose length is not said; it grows as needed. */
const firstRoom = 64 * 1024;

/** The body as it comes. Its type names only what a browser's can do. */
export const chunksOf = ({ body }: Response): AsyncIterable<Uint8Array> => (body ?? new Blob([]).stream()) as unknown as AsyncIterable<Uint8Array>;

/** The body, or null when it is longer than it may be. Where its length is said and true it is put together in one room and copied once. */
export async function bodyAtMost(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const said = Number(response.headers.get('content-length') ?? 0);
  if (said > maxBytes) {
    discard(response);
    return null;
  }
  let room = new Uint8Array(said > 0 ? said : Math.min(maxBytes, firstRoom));
  let length = 0;
  for await (const chunk of chunksOf(response)) {
    const end = length + chunk.byteLength;
    if (end > maxBytes) return null;
    if (end > room.byteLength) room = grown(room, Math.min(maxBytes, Math.max(end, 2 * room.byteLength)));
    room.set(chunk, length);
    length = end;
  }
  return length === room.byteLength ? room : room.slice(0, length);
}

function grown(room: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes);
  larger.set(room);
  return larger;
}

/** What the text says, or null where it is not JSON. */
export function jsonOf(text: string | Uint8Array | null): unknown {
  try {
    return text === null ? null : JSON.parse(typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}

/** Why a call was not answered with 200. `codes`: refusals that the caller acts on; any other one is `secretariat.badAnswer`. */
export function refusalOf(status: number, body: Uint8Array | null, codes: ReadonlySet<string>): Result<never> {
  if (status === 429 || status === 503) return fail('secretariat.busy', 'later');
  if (status === 502 || status === 504) return fail('secretariat.unreachable', 'later');
  const refusal = v.safeParse(errorAnswerSchema, jsonOf(body));
  return refusal.success && codes.has(refusal.output.code) ? fail(refusal.output.code, 'never') : fail('secretariat.badAnswer', 'later', { status });
}
