import { editionKillsSuite } from './editions/editionKillsSuite.ts';
import type { FaultSuite } from './faultSuite.ts';
import { appKills } from './kill/appKills.ts';
import { damagedRecords } from './kill/damagedRecords.ts';
import { diskFull } from './kill/diskFull.ts';
import { vaultKills } from './kill/vaultKills.ts';
import { exchangeSize } from './sync/exchangeSizeSuite.ts';
import { syncSeeds } from './sync/syncSeedsSuite.ts';

/** All that `npm run fault` runs. A suite of another part is added here. */
export const faultSuites: readonly FaultSuite[] = [vaultKills, appKills, diskFull, editionKillsSuite, damagedRecords, syncSeeds, exchangeSize];
