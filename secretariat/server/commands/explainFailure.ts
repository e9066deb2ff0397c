import { PublishingError } from '../../publisher/index.ts';
import { SettingError, type Settings } from '../settings.ts';

/** Says in plain lines why the Secretariat could not start or answer, and what to do; null for an error that nobody foresaw. */
export function explainFailure(error: unknown, settings: Settings | null): string[] | null {
  if (error instanceof SettingError) return [error.message];
  if (error instanceof PublishingError) return error.lines();
  const code = error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? '') : '';
  const call = error instanceof Error ? (error as NodeJS.ErrnoException).syscall : undefined;
  if (settings === null) return null;
  if (code === 'EADDRINUSE')
    return [
      `Port ${settings.port} is already in use on this computer. Perhaps the Secretariat is running already.`,
      `Stop the other program, or choose another port: npm run secretariat -- --port ${Math.min(settings.port + 1, 65_535)}`,
    ];
  if (call === 'listen' && code === 'EACCES') return [`This account may not use port ${settings.port}. Choose a port above 1023: npm run secretariat -- --port 8420`];
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && call === 'getaddrinfo' && settings.database.kind === 'sqlite'))
    return [`This computer has no address "${settings.host}". Use 127.0.0.1 for this computer only, or 0.0.0.0 for every network it is in.`];
  if (settings.database.kind === 'postgres' && (/^(?:ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ENOENT|ECONNRESET|28P01|28000|3D000|42501)$/u.test(code) || /connection|timeout/iu.test(error instanceof Error ? error.message : '')))
    return [`The PostgreSQL database cannot be reached or does not admit this program (${code || 'no answer'}). Check that it is running, and its address, user and password in --database or FOCALPOINT_DATABASE.`];
  if (code.startsWith('ERR_OSSL') || code === 'ERR_CRYPTO_INVALID_KEYPAIR') return ['The certificate and its key do not belong together, or are not PEM files. Check --tls-cert and --tls-key.'];
  if (code === 'ERR_SQLITE_ERROR') return [`The database in ${settings.dataDir} cannot be opened. If another program holds it, close that; if the file is damaged, restore the data folder from a copy.`];
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return [`The data folder ${settings.dataDir} cannot be written. Check its rights, or name another one with --data.`];
  if (code === 'ENOSPC') return [`The disk that holds ${settings.dataDir} is full. Free some space and start again.`];
  if (code === 'ENOTDIR' || code === 'EEXIST') return [`The data folder ${settings.dataDir} is not a folder. Name another one with --data.`];
  return null;
}
