import { useMemo } from 'react';
import { useEditionChanges, useSectionHashes } from '../../data/publishedReads.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { type SectionNews, sectionNews } from './sectionNews.ts';

/** Says of any section what is new in it to this reader; undefined until both the edition and what was read are there. */
export function useSectionNews(): ((id: string) => SectionNews) | undefined {
  const hashes = useSectionHashes();
  const changes = useEditionChanges();
  const read = useVaultValue({ name: 'editionRead' });
  return useMemo(() => {
    if (hashes === undefined || changes === undefined || read === undefined) return undefined;
    const ids = (list: readonly { readonly id: string }[] | undefined): Set<string> => new Set(list?.map(({ id }) => id));
    const news = { added: ids(changes?.changes.added), changed: ids(changes?.changes.changed) };
    return (id: string) => sectionNews(id, hashes.get(id), read.sections[id]?.sha256, news);
  }, [hashes, changes, read]);
}
