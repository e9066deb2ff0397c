import { type PausedRequest } from './cdpConnection.ts';
import { connection, host, nextNumber, preventable } from './hostState.ts';
import { emptyPage } from './pageTargets.ts';
import { decidePermissions } from './permissions.ts';
import { answerByProtocol } from './protocol.ts';
import { framesOf } from './registry.ts';
import { fromChromium, policyForChromium } from './schemeUrls.ts';
import type { WebContents } from './webContents.ts';
import { askHook, hasHook } from './webRequest.ts';

const kinds: Readonly<Record<string, string>> = {
  Stylesheet: 'stylesheet', Script: 'script', Image: 'image', Font: 'font', XHR: 'xhr', Fetch: 'xhr', Ping: 'ping', CSPViolationReport: 'cspReport', Media: 'media', WebSocket: 'webSocket',
};

/** Sends every request of every page, frame and worker through the app's own code: navigation guards, webRequest, protocol handlers. */
export async function routeRequests(): Promise<void> {
  const { browser } = connection();
  browser.on('Fetch.requestPaused', (paused) => {
    route(paused).catch((error: unknown) => {
      if (host.quitting) return;
      console.error(`[stand-in] ${paused.request.url}`, error);
      void fail(paused, 'Failed').catch(() => undefined);
    });
  });
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function fail({ requestId }: PausedRequest, errorReason: 'Failed' | 'Aborted' | 'BlockedByClient'): Promise<void> {
  await connection().browser.send('Fetch.failRequest', { requestId, errorReason });
}
const headerList = (headers: Record<string, string | string[]>): Array<{ name: string; value: string }> =>
  Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));

async function route(paused: PausedRequest): Promise<void> {
  const { request, frameId, resourceType } = paused;
  if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) return routeResponse(paused);
  const url = fromChromium(request.url);
  const contents = framesOf.get(frameId);
  const isMainFrame = contents?.mainFrameId === frameId;
  if (url !== request.url && new URL(request.url).pathname === emptyPage) return answer(paused, new Response(null, { status: 204 }));
  if (url !== request.url && new URL(request.url).pathname === '/favicon.ico') return fail(paused, 'Aborted'); // the browser's own wish, not the page's
  if (resourceType === 'Document') {
    if (!contents) return fail(paused, 'BlockedByClient');
    if (!mayNavigate(contents, paused, url, isMainFrame)) return fail(paused, 'Aborted');
    if (isMainFrame) await decidePermissions(contents, request.url);
  }
  const details = detailsOf(paused, url, contents);
  const before = await askHook('onBeforeRequest', details);
  if (before.cancel) return fail(paused, 'BlockedByClient');
  if (before.redirectURL !== undefined) return answer(paused, new Response(null, { status: 307, headers: { location: before.redirectURL } }));
  if (url !== request.url) {
    const response = await answerByProtocol(requestOf(paused, url));
    return response && response.type !== 'error' ? answer(paused, response) : fail(paused, 'Failed');
  }
  const send = await askHook('onBeforeSendHeaders', { ...details, requestHeaders: request.headers });
  if (send.cancel) return fail(paused, 'BlockedByClient');
  await connection().browser.send('Fetch.continueRequest', {
    requestId: paused.requestId,
    ...(send.requestHeaders ? { headers: headerList(send.requestHeaders) } : {}),
    interceptResponse: hasHook('onHeadersReceived'),
  });
}

/** Emits what Electron emits before a navigation; false when the app prevented it. What main itself asked for is not put to the app. */
function mayNavigate(contents: WebContents, paused: PausedRequest, url: string, isMainFrame: boolean): boolean {
  const redirected = paused.redirectedRequestId !== undefined;
  if (isMainFrame && !redirected && contents.expected.delete(paused.request.url.replace(/#.*$/s, ''))) return true;
  const make = () => preventable({ url, isMainFrame, isSameDocument: false, frame: isMainFrame ? contents.mainFrame : null, initiator: contents.mainFrame });
  const names = redirected ? ['will-redirect'] : ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])];
  return names.every((name) => {
    const event = make();
    contents.emit(name, event, url, false, isMainFrame, 1, 1);
    return !event.defaultPrevented;
  });
}

function detailsOf(paused: PausedRequest, url: string, contents: WebContents | undefined) {
  const { request, resourceType, frameId } = paused;
  const document = contents?.mainFrameId === frameId ? 'mainFrame' : 'subFrame';
  return {
    id: nextNumber(), url, method: request.method, referrer: fromChromium(request.headers.Referer ?? ''), timestamp: Date.now(), uploadData: [],
    resourceType: resourceType === 'Document' ? document : (kinds[resourceType] ?? 'other'),
    ...(contents ? { webContentsId: contents.id, webContents: contents.self, frame: contents.mainFrame } : {}),
  };
}

function requestOf({ request }: PausedRequest, url: string): Request {
  const parts = (request.postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64'));
  const body = parts.length > 0 ? { body: Buffer.concat(parts) } : {};
  return new Request(url, { method: request.method, headers: request.headers, ...body });
}

async function answer(paused: PausedRequest, response: Response): Promise<void> {
  const headers: Array<{ name: string; value: string }> = [];
  response.headers.forEach((value, name) => headers.push({ name, value: name.startsWith('content-security-policy') ? policyForChromium(value) : value }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await connection().browser.send('Fetch.fulfillRequest', { requestId: paused.requestId, responseCode: response.status, responseHeaders: headers, ...(body === '' ? {} : { body }) });
}

async function routeResponse(paused: PausedRequest): Promise<void> {
  const { requestId } = paused;
  if (paused.responseStatusCode === undefined) return void (await connection().browser.send('Fetch.continueRequest', { requestId }));
  const given = Object.groupBy(paused.responseHeaders ?? [], ({ name }) => name);
  const responseHeaders = Object.fromEntries(Object.entries(given).map(([name, list = []]) => [name, list.map(({ value }) => value)]));
  const details = { ...detailsOf(paused, fromChromium(paused.request.url), framesOf.get(paused.frameId)), statusCode: paused.responseStatusCode, statusLine: `HTTP/1.1 ${paused.responseStatusCode}`, responseHeaders };
  const received = await askHook('onHeadersReceived', details);
  if (received.cancel) return fail(paused, 'BlockedByClient');
  await connection().browser.send('Fetch.continueResponse', {
    requestId,
    ...(received.responseHeaders ? { responseCode: paused.responseStatusCode, responseHeaders: headerList(received.responseHeaders) } : {}),
  });
}
