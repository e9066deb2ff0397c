import { setTimeout as wait } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { createSecretariatClient, notJoined, type SecretariatClient, type SecretariatClientOptions, type StoredSecretariat } from '../../electron/secretariat/index.ts';
import type { SecretariatState } from '../../shared/contracts/secretariatState.ts';

/** Short, so that tests need not wait as users do. */
export const timing = { firstRetryMs: 40, longestRetryMs: 200, connectTimeoutMs: 1_000, silenceMs: 400, callTimeoutMs: 1_000, networkLookMs: 20 };

/** An app's client with its calls written down. */
export interface TestDevice {
  readonly client: SecretariatClient;
  readonly editions: number[];
  readonly states: SecretariatState[];
  readonly saved: StoredSecretariat[];
  readonly logged: string[];
}

const open: TestDevice[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ client }) => client.stop()));
});

export function device(shippedFingerprint: string, change: Partial<SecretariatClientOptions> = {}, stored: StoredSecretariat = notJoined): TestDevice {
  const made: Omit<TestDevice, 'client'> = { editions: [], states: [], saved: [stored], logged: [] };
  const client = createSecretariatClient({
    fetch,
    clock: () => new Date(),
    store: {
      read: () => Promise.resolve(made.saved.at(-1) ?? notJoined),
      write: (value) => {
        made.saved.push(value);
        return Promise.resolve();
      },
    },
    shippedFingerprint,
    onChange: (state) => made.states.push(state),
    onEdition: (number) => made.editions.push(number),
    log: (event, details) => made.logged.push(`${event} ${JSON.stringify(details)}`),
    timing,
    ...change,
  });
  open.push({ client, ...made });
  return { client, ...made };
}

/** Waits for a condition and fails with the words given. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error(`waited in vain: ${what}`);
    await wait(10);
  }
}
