/** What the server can be told: by option, else by environment, else by a configuration file, else by default. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { parseServerAddress } from '../../shared/domain/serverAddress.ts';
import { isSecretariatName } from '../../shared/domain/invitation.ts';
import type { DatabaseSetting } from './database/openDatabase.ts';

export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseSetting;
  /** Address in invitations where people reach the server under another one than it listens on. */
  readonly address: string | null;
  readonly name: string | null;
  readonly trustProxy: boolean;
  /** Certificate and key in PEM files, where the server speaks TLS itself. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** What a caller of the metrics has to show; null where there are none. */
  readonly metricsToken: string | null;
  /** Limits that differ from the defaults. */
  readonly limits: LimitSettings;
  /** A file, or `-` for standard output. */
  readonly log: string;
}

/** Options as the command line hands them over; all are text. */
export type OptionValues = Readonly<Partial<Record<'data' | 'host' | 'port' | 'database' | 'address' | 'name' | 'log' | 'config' | 'tlsCert' | 'tlsKey', string>>> & { readonly trustProxy?: boolean };
type Environment = Readonly<Record<string, string | undefined>>;

export const defaultPort = 8420;
const minTokenLength = 16;
const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));
const host = v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:_-]{1,255}$/));
const postgresUrl = v.pipe(v.string(), v.regex(/^postgres(?:ql)?:\/\//), v.maxLength(2_000));

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const limitsSchema = v.strictObject({
  quotaMegabytes: v.optional(positive),
  attachmentsMegabytes: v.optional(positive),
  redeemPerMinute: v.optional(positive),
  redeemPerMinuteOfAll: v.optional(positive),
  sessionsPerMinute: v.optional(positive),
  syncPerMinute: v.optional(positive),
  inUseDays: v.optional(positive),
  maxConnections: v.optional(positive),
  maxStreams: v.optional(positive),
});
export type LimitSettings = v.InferOutput<typeof limitsSchema>;
const text = v.optional(v.pipe(v.string(), v.trim(), v.minLength(1)));
/** A configuration file: the options without their dashes, and limits. */
const fileSchema = v.strictObject({ data: text, host: text, port: v.optional(v.pipe(v.number(), v.integer())), database: text, address: text, name: text, log: text, trustProxy: v.optional(v.boolean()), tlsCert: text, tlsKey: text, metricsToken: text, limits: v.optional(limitsSchema, {}) });

/** A setting that cannot be used, in a sentence that says what to write instead. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

export function readSettings(options: OptionValues, env: Environment, defaultDataDir: string): Settings {
  const file = readConfig(options.config ?? filled(env['FOCALPOINT_CONFIG']));
  const dataDir = path.resolve(options.data ?? filled(env['FOCALPOINT_SECRETARIAT_DATA']) ?? file.data ?? defaultDataDir);
  const database = options.database ?? filled(env['FOCALPOINT_DATABASE']) ?? file.database;
  const address = options.address ?? filled(env['FOCALPOINT_ADDRESS']) ?? file.address ?? null;
  const name = options.name ?? filled(env['FOCALPOINT_NAME']) ?? file.name ?? null;
  const certFile = options.tlsCert ?? filled(env['FOCALPOINT_TLS_CERT']) ?? file.tlsCert;
  const keyFile = options.tlsKey ?? filled(env['FOCALPOINT_TLS_KEY']) ?? file.tlsKey;
  if ((certFile === undefined) !== (keyFile === undefined)) throw new SettingError('TLS needs both files: --tls-cert with the certificate and --tls-key with its key, both in PEM.');
  const metricsToken = filled(env['FOCALPOINT_METRICS_TOKEN']) ?? file.metricsToken ?? null;
  if (metricsToken !== null && metricsToken.length < minTokenLength) throw new SettingError(`The metrics token has at least ${minTokenLength} characters, for example from: openssl rand -hex 24`);
  return {
    dataDir,
    host: need(host, options.host ?? filled(env['FOCALPOINT_HOST']) ?? file.host ?? '127.0.0.1', 'The host is a name or an IP address of this computer, for example 127.0.0.1 or 0.0.0.0.'),
    port: need(port, options.port ?? filled(env['FOCALPOINT_PORT']) ?? String(file.port ?? defaultPort), 'The port is a number from 1 to 65535, for example 8420.'),
    database:
      database === undefined
        ? { kind: 'sqlite', file: path.join(dataDir, 'secretariat.sqlite') }
        : { kind: 'postgres', url: need(postgresUrl, database, 'The database is an address that begins with postgres://, for example postgres://name:password@localhost/secretariat.') },
    address: address === null ? null : publicAddress(address),
    name: name === null ? null : need(v.pipe(v.string(), v.check(isSecretariatName)), name, 'The name of the Secretariat has 1 to 80 characters in one line.'),
    trustProxy: options.trustProxy === true || env['FOCALPOINT_TRUST_PROXY'] === '1' || file.trustProxy === true,
    tls: certFile === undefined || keyFile === undefined ? null : { certFile: path.resolve(certFile), keyFile: path.resolve(keyFile) },
    metricsToken,
    limits: file.limits,
    log: options.log ?? filled(env['FOCALPOINT_LOG']) ?? file.log ?? path.join(dataDir, 'logs', 'server.log'),
  };
}

/** Paths in a configuration file are relative to where the server is started, as in options. */
function readConfig(file: string | undefined): v.InferOutput<typeof fileSchema> {
  if (file === undefined) return { limits: {} };
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path.resolve(file), 'utf8'));
  } catch (error) {
    throw new SettingError(error instanceof SyntaxError ? `The configuration file ${file} is not valid JSON. Check commas and quotation marks.` : `The configuration file ${file} cannot be read. Check its name and rights.`);
  }
  const parsed = v.safeParse(fileSchema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new SettingError(`The configuration file ${file} cannot be used: "${v.getDotPath(issue) ?? ''}" ${issue.type === 'strict_object' ? 'is not a setting' : 'has the wrong form'}. docs/secretariat.md lists the settings.`);
}

function publicAddress(text: string): string {
  const parsed = parseServerAddress(text);
  if ('address' in parsed) return parsed.address;
  throw new SettingError('The address in invitations begins with https://, for example https://secretariat.example.org. Plain http is accepted for this computer only.');
}

/** An environment variable that is set to nothing counts as not set. */
const filled = (value: string | undefined): string | undefined => (value === undefined || value.trim() === '' ? undefined : value.trim());

function need<const TSchema extends v.GenericSchema<string, unknown>>(schema: TSchema, value: string, sentence: string): v.InferOutput<TSchema> {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw new SettingError(sentence);
  return parsed.output;
}
