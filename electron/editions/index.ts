/** The door of the edition client. */
export { createEditionClient, type EditionClient, type EditionClientOptions, type RefreshOptions, type RefreshOutcome } from './editionClient.ts';
export { fileFloorStore, type FloorStore } from './floorStore.ts';
export { httpFetcher, type FetchedResponse, type Fetcher } from './httpFetcher.ts';
export type { EditionFailureCode } from './editionFailure.ts';
export type { EditionLog } from './clientContext.ts';
export type { ClientLimits } from './clientLimits.ts';
export { readUpdateFile } from './editionFileReader.ts';
