import { useLiveQuery } from 'dexie-react-hooks';
import type { Programme } from '../../../shared/content/content.schema.ts';
import { published } from '../../data/publishedDatabase.ts';

/** The programme of the edition that was read before; null where there is none, undefined while it is looked up. */
export const usePreviousProgramme = (): Programme | null | undefined =>
  useLiveQuery(async () => {
    const active = await published.active.get('active');
    if (active === undefined || active.previous === null) return null;
    return ((await published.items.where({ edition: active.previous, kind: 'programme' }).first())?.value as Programme | undefined) ?? null;
  }, []);
