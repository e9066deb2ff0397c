/**
 * What a Secretariat of many devices asks of its server, counted and not guessed: `node secretariat/deploy/simulateScale.ts 10000 1000000`.
 * Every assumption is a line of `assumed`; change one and run it again. docs/scale.md explains what follows from the figures.
 */
interface Assumptions {
  /** Devices of one person. */
  readonly devicesPerAccount: number;
  /** Share of devices that hold an event stream in the busiest hour. */
  readonly connectedShare: number;
  /** Pushes of a device on a working day, records in each, bytes in a record after padding. */
  readonly pushesPerDay: number;
  readonly recordsPerPush: number;
  readonly bytesPerRecord: number;
  /** Share of a day's work that falls into its busiest hour. */
  readonly busiestHourShare: number;
  readonly workingDaysPerYear: number;
  readonly attachmentBytesPerYear: number;
  readonly messagesPerYear: number;
  readonly bytesPerMessage: number;
  /** Editions a year, and what one costs a device that had the one before. */
  readonly editionsPerYear: number;
  readonly bytesPerEdition: number;
  /** Refreshes a day that find nothing new, and their cost. */
  readonly idleRefreshesPerDay: number;
  readonly bytesPerIdleRefresh: number;
  /** After a publication connected devices come within this many seconds, spread by chance. */
  readonly publicationSpreadSeconds: number;
  /** Measured with five thousand streams, docs/secretariat.md. */
  readonly bytesPerStream: number;
  /** Assumed; `npm run bench` measures it on the machine at hand. */
  readonly appendsPerSecondOfOneProcess: number;
  readonly fileRequestsPerSecondOfOneProcess: number;
}

const assumed: Assumptions = {
  devicesPerAccount: 2,
  connectedShare: 0.6,
  pushesPerDay: 40,
  recordsPerPush: 2,
  bytesPerRecord: 600,
  busiestHourShare: 0.2,
  workingDaysPerYear: 220,
  attachmentBytesPerYear: 200_000_000,
  messagesPerYear: 40,
  bytesPerMessage: 6_000,
  editionsPerYear: 6,
  bytesPerEdition: 6_000,
  idleRefreshesPerDay: 5,
  bytesPerIdleRefresh: 900,
  publicationSpreadSeconds: 2,
  bytesPerStream: 15_000,
  appendsPerSecondOfOneProcess: 4_000,
  fileRequestsPerSecondOfOneProcess: 2_500,
};

interface Load {
  readonly devices: number;
  readonly streams: number;
  readonly streamMemoryMegabytes: number;
  /** In the busiest hour, with chance: the 99th percentile second of simulated arrivals. */
  readonly pushesPerSecond: number;
  readonly appendsPerSecond: number;
  readonly logGigabytesPerYear: number;
  readonly attachmentTerabytesPerYear: number;
  readonly repositoryRequestsAtPublication: number;
  readonly repositoryMegabitsAtPublication: number;
  readonly processes: number;
}

/** Arrivals drawn second by second, since averages hide the seconds that hurt. Deterministic: the same figures at every run. */
function busySecond(mean: number, seconds: number): number {
  let state = 2_463_534_242;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  const draws = Array.from({ length: seconds }, () => {
    // Poisson: by products for small means, by the normal approximation for large ones.
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random())));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > limit; product *= random()) count += 1;
    return count;
  }).sort((a, b) => a - b);
  return draws[Math.floor(seconds * 0.99)] ?? 0;
}

export function simulate(devices: number, with_: Assumptions = assumed): Load {
  const streams = Math.round(devices * with_.connectedShare);
  const pushesPerSecond = busySecond((devices * with_.pushesPerDay * with_.busiestHourShare) / 3_600, 3_600);
  const appendsPerSecond = pushesPerSecond * with_.recordsPerPush;
  // A delta and a timestamp and the question for a newer root, for each device that hears of it.
  const repositoryRequestsAtPublication = (streams * 3) / with_.publicationSpreadSeconds;
  return {
    devices,
    streams,
    streamMemoryMegabytes: (streams * with_.bytesPerStream) / 1e6,
    pushesPerSecond,
    appendsPerSecond,
    logGigabytesPerYear: (devices * with_.pushesPerDay * with_.recordsPerPush * with_.bytesPerRecord * with_.workingDaysPerYear) / 1e9,
    attachmentTerabytesPerYear: ((devices / with_.devicesPerAccount) * with_.attachmentBytesPerYear) / 1e12,
    repositoryRequestsAtPublication,
    repositoryMegabitsAtPublication: (streams * with_.bytesPerEdition * 8) / with_.publicationSpreadSeconds / 1e6,
    processes: Math.max(1, Math.ceil(streams / 20_000), Math.ceil(appendsPerSecond / with_.appendsPerSecondOfOneProcess)),
  };
}

function lines(loads: readonly Load[]): string[] {
  const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1));
  const rows: readonly (readonly [string, keyof Load])[] = [
    ['Devices', 'devices'],
    ['Event streams in the busiest hour', 'streams'],
    ['Memory for them, MB', 'streamMemoryMegabytes'],
    ['Pushes a second, busiest hour, p99', 'pushesPerSecond'],
    ['Records a second then', 'appendsPerSecond'],
    ['Log, GB a year', 'logGigabytesPerYear'],
    ['Attachments, TB a year', 'attachmentTerabytesPerYear'],
    ['Requests for files a second after a publication', 'repositoryRequestsAtPublication'],
    ['Mbit/s then', 'repositoryMegabitsAtPublication'],
    ['Server processes at the least', 'processes'],
  ];
  return rows.map(([name, key]) => `| ${name} | ${loads.map((load) => figure(load[key])).join(' | ')} |`);
}

if (import.meta.main) {
  const devices = process.argv.slice(2).map(Number).filter((count) => Number.isInteger(count) && count > 0);
  const loads = (devices.length > 0 ? devices : [200, 10_000, 1_000_000]).map((count) => simulate(count));
  process.stdout.write(`| | ${loads.map(() => '').join(' | ')} |\n|---|${loads.map(() => '---|').join('')}\n${lines(loads).join('\n')}\n`);
}
