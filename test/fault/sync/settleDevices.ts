import type { SimDevice } from './simDevice.ts';

const maxRounds = 12;

/** Lets all exchange until nothing moves any more; says what does not come to rest. */
export async function settle(devices: readonly SimDevice[], failures: string[]): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    let quiet = true;
    const held: string[] = [];
    for (const device of devices) {
      const result = await device.exchange();
      if (result?.ok !== true) {
        quiet = false;
        if (round === maxRounds - 1) failures.push(`${device.name} cannot exchange: ${result === null ? 'ended' : result.error.code}`);
      } else if (result.value.pulled + result.value.pushed > 0) quiet = false;
      if (result?.ok === true && result.value.held > 0) held.push(`${device.name} holds ${result.value.held} records back`);
    }
    if (quiet) return void failures.push(...held);
  }
  failures.push(`the devices did not come to rest in ${maxRounds} rounds`);
}
