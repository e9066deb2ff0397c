import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTrialKeys } from '../../../secretariat/publisher/trialKeys.ts';
import type { HostileServer } from '../../security/editions/attackStaging.ts';
import type { TestSecretariat } from './testSecretariat.ts';

/** A server between the app and a Secretariat: it hands out editions as an attacker likes and passes everything else on. */
export async function startHostileServer(secretariat: TestSecretariat): Promise<HostileServer & { honest(): void; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hostile-'));
  const copy = async (): Promise<string> => {
    const place = await mkdtemp(path.join(folder, 'copy-'));
    await cp(secretariat.repository, place, { recursive: true });
    return place;
  };
  const before = await copy();
  let served = before;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const file = /^\/repository\/(.+)$/.exec(request.url ?? '')?.[1];
    if (file === undefined) {
      const onward = forward({ host: '127.0.0.1', port: secretariat.port() ?? 1, path: request.url, method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      return void request.pipe(onward);
    }
    if (await hostile.hook(decodeURIComponent(file), request, response)) return;
    // The shorter ways are left out, so that each attack meets the file it is about.
    const bytes = /^targets\/(?:deltas|bundles)\//.test(file) ? null : await readFile(path.join(served, decodeURIComponent(file))).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200).end(bytes ?? '');
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await secretariat.proxy.forwardTo((server.address() as AddressInfo).port);
  const hostile: HostileServer & { honest(): void; close(): Promise<void> } = {
    before,
    copy,
    serve: (place) => void (served = place),
    hook: () => false,
    signers: () => openTrialKeys(path.join(secretariat.dataDir, 'keys')),
    get now() {
      return new Date();
    },
    honest() {
      served = secretariat.repository;
      hostile.hook = () => false;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return hostile;
}
