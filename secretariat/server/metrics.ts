/** Figures on how the server does, for Prometheus. Counts and durations by route pattern; never an account, an address or a name. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './database/openDatabase.ts';

export interface Metrics {
  answered(route: string, method: string, status: number, ms: number): void;
  /** Text in the format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const millisecond = 1 / 1_000;

export function createMetrics(sources: { readonly db: Database; streams(): number; edition(): number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({ name: 'focalpoint_requests_total', help: 'Requests by route pattern, method and status', labelNames: ['route', 'method', 'status'], registers: [registry] });
  const durations = new Histogram({ name: 'focalpoint_request_seconds', help: 'Time to answer by route pattern', labelNames: ['route'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10], registers: [registry] });
  new Gauge({ name: 'focalpoint_event_streams', help: 'Open event streams', registers: [registry], collect() { this.set(sources.streams()); } });
  new Gauge({ name: 'focalpoint_edition_number', help: 'Number of the edition in force', registers: [registry], collect() { this.set(sources.edition()); } });
  new Gauge({ name: 'focalpoint_accounts', help: 'Accounts that were made', registers: [registry], async collect() { this.set(await countOf('accounts')); } });
  new Gauge({ name: 'focalpoint_devices', help: 'Devices that may exchange', registers: [registry], async collect() { this.set(await countOf('devices')); } });
  new Gauge({ name: 'focalpoint_log_bytes', help: 'Bytes of all sealed records', registers: [registry], async collect() {
    const row = await sources.db.selectFrom('accounts').select((expression) => expression.fn.sum('log_bytes').as('bytes')).executeTakeFirst();
    this.set(Number(row?.bytes ?? 0));
  } });
  new Gauge({ name: 'focalpoint_messages_waiting', help: 'Sealed messages that nobody has fetched', registers: [registry], async collect() {
    const row = await sources.db.selectFrom('messages').select((expression) => expression.fn.countAll().as('count')).where('bytes', 'is not', null).where('fetched_at', 'is', null).executeTakeFirst();
    this.set(Number(row?.count ?? 0));
  } });
  const countOf = async (table: 'accounts' | 'devices'): Promise<number> => {
    const all = sources.db.selectFrom(table).select((expression) => expression.fn.countAll().as('count'));
    const row = table === 'devices' ? await sources.db.selectFrom('devices').select((expression) => expression.fn.countAll().as('count')).where('revoked_at', 'is', null).executeTakeFirst() : await all.executeTakeFirst();
    return Number(row?.count ?? 0);
  };
  return {
    answered(route, method, status, ms) {
      requests.inc({ route, method, status });
      durations.observe({ route }, ms * millisecond);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
