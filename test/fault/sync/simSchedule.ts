/**
 * Makes a run of the simulation one that can be repeated. Requests go to the real server one at a time, and the next only when nothing in this
 * process moves any more; which of those that wait is next is drawn from the seed, and so is everything that the programs draw. To be imported
 * before whatever keeps the platform's source of random bytes for itself.
 */
import nodeCrypto, { createHash, webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { SimRandom } from './simRandom.ts';

/** So many turns of the event loop without anything that is counted: what is not counted has ended then too. */
const quietTurns = 12;
const [orderSeed, bytesSeed] = [1_000_000_007, 2_000_000_011];

let current: SimSchedule | null = null;
const beginImmediate = globalThis.setImmediate;
const endImmediate = globalThis.clearImmediate;
const turnOfLoop = (): Promise<void> => new Promise((resolve) => void beginImmediate(resolve));

/** The working store's stand-in and the app's own pauses go through the global function, so what they have begun can be seen. */
globalThis.setImmediate = Object.assign((work: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate => {
  const schedule = current;
  if (schedule === null) return beginImmediate(work, ...args);
  const begun = beginImmediate(() => {
    schedule.ended(begun);
    work(...args);
  });
  schedule.began(begun);
  return begun;
}, { __promisify__: beginImmediate.__promisify__ }) as typeof setImmediate;
globalThis.clearImmediate = (begun) => {
  if (begun !== undefined) current?.ended(begun);
  endImmediate(begun);
};

/** Work that another thread does, of which the event loop shows nothing. */
function counted<K extends string>(target: { [name in K]: (...args: never[]) => Promise<unknown> }, name: K): void {
  const real = target[name] as (...args: unknown[]) => Promise<unknown>;
  const seen = function (this: unknown, ...args: unknown[]): Promise<unknown> {
    const [schedule, work] = [current, real.apply(this, args)];
    schedule?.began(work);
    const end = (): void => schedule?.ended(work);
    work.then(end, end);
    return work;
  };
  Object.defineProperty(target, name, { value: seen, configurable: true, writable: true });
}
counted(webcrypto.subtle, 'digest');
counted(Blob.prototype, 'arrayBuffer');

type Room = Parameters<typeof webcrypto.getRandomValues>[0];
const drawn = webcrypto.getRandomValues.bind(webcrypto);
Object.defineProperty(webcrypto, 'getRandomValues', {
  value: (room: Room): Room => (current === null ? drawn(room) : current.fill(room)),
  configurable: true,
  writable: true,
});

/** The server, which is in this process, draws its names here. */
const drawnBytes = nodeCrypto.randomBytes.bind(nodeCrypto);
nodeCrypto.randomBytes = ((...asked: Parameters<typeof nodeCrypto.randomBytes>) => (current === null || asked.length > 1 ? drawnBytes(...asked) : current.fill(Buffer.alloc(asked[0])))) as typeof nodeCrypto.randomBytes;
syncBuiltinESMExports();

/** One request, for the trace: two runs that asked the same did the same. */
export interface ScheduledRequest {
  readonly device: string;
  readonly path: string;
  readonly body: Uint8Array | null;
}

export class SimSchedule {
  readonly #order: SimRandom;
  readonly #bytes: SimRandom;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #moving = new Set<object>();
  readonly #asked = createHash('sha256');
  #moves = 0;
  #turning = false;

  constructor(seed: number) {
    this.#order = new SimRandom(seed + orderSeed);
    this.#bytes = new SimRandom(seed + bytesSeed);
  }

  /** Carries `send` out when its turn has come. */
  ask<T>({ device, path, body }: ScheduledRequest, send: () => Promise<T>): Promise<T> {
    this.#moves += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        this.#asked.update(`${device} ${path} ${body?.byteLength ?? 0}\n`).update(body ?? '');
        return send().then(resolve, reject);
      });
      void this.#turn();
    });
  }

  /** Of all that was asked, in its order. */
  get trace(): string {
    return this.#asked.copy().digest('hex');
  }

  began(work: object): void {
    this.#moves += 1;
    this.#moving.add(work);
  }

  ended(work: object): void {
    this.#moves += 1;
    this.#moving.delete(work);
  }

  fill<T extends Room>(room: T): T {
    const bytes = new Uint8Array(room.buffer, room.byteOffset, room.byteLength);
    for (let at = 0; at < bytes.byteLength; at += 1) bytes[at] = this.#bytes.below(256);
    return room;
  }

  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    while (this.#waiting.length > 0) {
      await this.#quiet();
      const [next] = this.#waiting.splice(this.#order.below(this.#waiting.length), 1);
      await next?.();
    }
    this.#turning = false;
  }

  async #quiet(): Promise<void> {
    for (let turns = 0; turns < quietTurns; ) {
      const before = this.#moves;
      await turnOfLoop();
      turns = this.#moving.size === 0 && this.#moves === before ? turns + 1 : 0;
    }
  }
}

/** Runs a seed under its schedule, one at a time in a process. */
export async function scheduled<T>(seed: number, work: (schedule: SimSchedule) => Promise<T>): Promise<T> {
  if (current !== null) throw new Error('another simulation runs');
  const schedule = new SimSchedule(seed);
  current = schedule;
  try {
    return await work(schedule);
  } finally {
    current = null;
  }
}
