/**
 * Whom this device asks to offer everything anew where the server's log lacks or spoils something. The device that made it can answer as long
 * as it is not shut out, and so can one that says in its summary that it has seen it. Where neither is left, all others are asked.
 */
import { chainKey, chainOf, type Chain } from './syncHeader.ts';
import { lastClockOf, type SyncState } from './syncState.ts';

/** So many requests, and notes of them, are remembered. */
const maxAsked = 200;

export interface Missing extends Chain {
  readonly clock: number;
  /** Chain of the summary that names it. */
  readonly by?: string | undefined;
}

const answers = ({ deviceId, roster, revoked }: SyncState, device: string): boolean => device !== deviceId && roster[device] !== undefined && revoked[device] === undefined;

/** The chain of a device that it is writing now, as far as is known here. */
function newestChain({ heads }: SyncState, device: string): string | null {
  const [newest] = Object.entries(heads).filter(([chain]) => chainOf(chain).device === device).sort(([, [one]], [, [other]]) => other - one);
  return newest?.[0] ?? null;
}

function withRequest(state: SyncState, chain: string): SyncState {
  if (state.asked.includes(chain) || state.toAsk.includes(chain)) return state;
  return { ...state, toAsk: [...state.toAsk, chain], asked: state.asked.slice(-maxAsked), askedAt: { ...state.askedAt, [chain]: lastClockOf(state, chainOf(chain).device) } };
}

/** One that did not make what is missing is asked for it once: who cannot offer it would name it in every segment, and be asked for ever. */
function withRequestFor(state: SyncState, missing: Missing, chain: string): SyncState {
  const note = `${chainOf(chain).device} for ${chainKey(missing)} ${missing.clock}`;
  return state.asked.includes(note) ? state : withRequest({ ...state, asked: [...state.asked.slice(-maxAsked), note] }, chain);
}

/** The state in which somebody is asked for it. The device that made it is asked once for each of its segments. */
export function withAsked(before: SyncState, missing: Missing): SyncState {
  let state = before;
  const maker = answers(state, missing.device);
  const seer = missing.by !== undefined && answers(state, chainOf(missing.by).device);
  if (maker) state = withRequest(state, chainKey(missing));
  if (seer) state = withRequestFor(state, missing, missing.by ?? '');
  if (maker || seer) return state;
  for (const device of Object.keys(state.roster).filter((each) => answers(state, each))) {
    const chain = newestChain(state, device);
    if (chain !== null) state = withRequestFor(state, missing, chain);
  }
  return state;
}
