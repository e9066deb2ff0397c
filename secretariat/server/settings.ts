/** What the server can be told: by option, else by environment, else by default. */
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
  /** A file, or `-` for standard output. */
  readonly log: string;
}

/** Options as the command line hands them over; all are text. */
export type OptionValues = Readonly<Partial<Record<'data' | 'host' | 'port' | 'database' | 'address' | 'name' | 'log', string>>> & { readonly trustProxy?: boolean };
type Environment = Readonly<Record<string, string | undefined>>;

export const defaultPort = 8420;
const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));
const host = v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:_-]{1,255}$/));
const postgresUrl = v.pipe(v.string(), v.regex(/^postgres(?:ql)?:\/\//), v.maxLength(2_000));

/** A setting that cannot be used, in a sentence that says what to write instead. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

export function readSettings(options: OptionValues, env: Environment, defaultDataDir: string): Settings {
  const dataDir = path.resolve(options.data ?? filled(env['FOCALPOINT_SECRETARIAT_DATA']) ?? defaultDataDir);
  const database = options.database ?? filled(env['FOCALPOINT_DATABASE']);
  const address = options.address ?? filled(env['FOCALPOINT_ADDRESS']) ?? null;
  const name = options.name ?? filled(env['FOCALPOINT_NAME']) ?? null;
  return {
    dataDir,
    host: need(host, options.host ?? filled(env['FOCALPOINT_HOST']) ?? '127.0.0.1', 'The host is a name or an IP address of this computer, for example 127.0.0.1 or 0.0.0.0.'),
    port: need(port, options.port ?? filled(env['FOCALPOINT_PORT']) ?? String(defaultPort), 'The port is a number from 1 to 65535, for example 8420.'),
    database:
      database === undefined
        ? { kind: 'sqlite', file: path.join(dataDir, 'secretariat.sqlite') }
        : { kind: 'postgres', url: need(postgresUrl, database, 'The database is an address that begins with postgres://, for example postgres://name:password@localhost/secretariat.') },
    address: address === null ? null : publicAddress(address),
    name: name === null ? null : need(v.pipe(v.string(), v.check(isSecretariatName)), name, 'The name of the Secretariat has 1 to 80 characters in one line.'),
    trustProxy: options.trustProxy === true || env['FOCALPOINT_TRUST_PROXY'] === '1',
    log: options.log ?? filled(env['FOCALPOINT_LOG']) ?? path.join(dataDir, 'logs', 'server.log'),
  };
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
