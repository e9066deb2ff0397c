import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import type { Network } from '../../../shared/content/network.schema.ts';
import { parseNetwork } from '../../../shared/content/parseNetwork.ts';
import { readContentFolder } from '../contentFolder.ts';
import { PublishingError } from '../publishingError.ts';
import { readDeskKey } from './deskKey.ts';
import { readNetworkInForce, type NetworkInForce } from './networkInForce.ts';

export interface NetworkDraft {
  readonly network: Network;
  readonly text: string;
  readonly before: NetworkInForce | null;
  /** One line for each entry that differs. */
  readonly changes: readonly string[];
}

/**
 * What a folder would publish for the network, and what it changes. Writes nothing.
 * @throws PublishingError `publish.badFolder` with file and line of everything that is wrong
 */
export async function draftNetwork(options: { readonly dataDir: string; readonly folder: string; readonly language: string; readonly now: Date }): Promise<NetworkDraft> {
  const { files, problems } = await readContentFolder(options.folder);
  const before = await readNetworkInForce(options.dataDir, options.language);
  const parsed = parseNetwork(files, { language: options.language, number: (before?.network.number ?? 0) + 1, publishedOn: options.now.toISOString().slice(0, 10), deskKey: await readDeskKey(options.dataDir) });
  if (!parsed.network || problems.length > 0) throw new PublishingError('publish.badFolder', 'Nothing was published. Put these files right first.', [...problems, ...parsed.problems]);
  return { network: parsed.network, text: canonicalJson(parsed.network), before, changes: networkChanges(before?.network ?? null, parsed.network) };
}

const lists = { directory: 'directory', steeringGroup: 'Steering Group', meetings: 'meetings', announcements: 'announcements', practice: 'good practice' } as const;

/** What differs, an entry a line and below it its fields, for the terminal and for the signers. */
export function networkChanges(before: Network | null, after: Network): string[] {
  const lines: string[] = [];
  const single = (name: string, was: unknown, is: unknown): void => {
    if (canonicalJson(was ?? null) !== canonicalJson(is ?? null)) lines.push(`${name}: ${shown(was)} -> ${shown(is)}`);
  };
  single('notice', before?.notice ?? '', after.notice);
  for (const field of ['name', 'office', 'email', 'phone', 'hours', 'key'] as const) single(`desk ${field}`, before?.desk?.[field], after.desk?.[field]);
  for (const [list, title] of Object.entries(lists) as [keyof typeof lists, string][]) {
    const was = new Map((before?.[list] ?? []).map((entry) => [entry.id, entry as Record<string, unknown>]));
    const is = new Map(after[list].map((entry) => [entry.id, entry as Record<string, unknown>]));
    for (const [id, entry] of is) {
      const old = was.get(id);
      if (!old) lines.push(`NEW in ${title}: ${id} ${shown(entry)}`);
      else for (const field of new Set([...Object.keys(old), ...Object.keys(entry)])) single(`CHANGED in ${title}: ${id}, ${field}`, old[field], entry[field]);
    }
    for (const id of was.keys()) if (!is.has(id)) lines.push(`REMOVED from ${title}: ${id}`);
    const order = (side: Network | null): string => (side?.[list] ?? []).map((entry) => entry.id).join();
    if (before && lines.length === 0 && order(before) !== order(after)) lines.push(`MOVED in ${title}: the order of its entries`);
  }
  return lines;
}

const shown = (value: unknown): string => (value === undefined || value === null || value === '' ? '(nothing)' : typeof value === 'string' ? value : canonicalJson(value));
