/** The Manual's index lives here, off the window's thread. It is made on this device from the edition in force and never shipped. */
import type { Section } from '../../../shared/content/content.schema.ts';
import { buildManualIndex, type ManualIndex, searchManual } from '../../../shared/search/manualSearch.ts';

type Request = { readonly kind: 'index'; readonly language: string; readonly sections: readonly Section[] } | { readonly kind: 'search'; readonly id: number; readonly query: string; readonly limit: number };

declare const self: DedicatedWorkerGlobalScope;
let index: ManualIndex | null = null;

self.addEventListener('message', (event: MessageEvent<Request>) => {
  const request = event.data;
  if (request.kind === 'index') index = buildManualIndex(request.sections, request.language);
  else self.postMessage({ id: request.id, hits: index === null ? [] : searchManual(index, request.query, { limit: request.limit }) });
});
