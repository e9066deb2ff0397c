import { useMemo } from 'react';
import type { MentionKind } from '../../../shared/domain/vault/noteText.ts';
import { useSections } from '../../data/publishedReads.ts';
import { useNoteSearch } from '../../data/useNoteSearch.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { usePlan } from '../onboarding/index.ts';
import { holdTyped, typedMarks, useOriginalSearch } from '../search/index.ts';

/** Something that a note can be connected with. */
export interface Target {
  readonly kind: MentionKind;
  readonly id: string;
  readonly title: string;
  /** Of a note: the situation it stands in. */
  readonly situationId: string | null;
  readonly aside: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

export interface TargetGroup {
  readonly id: MentionKind;
  readonly targets: readonly Target[];
}

const perKind = 7;
const noFilters = {};

/** What fits the typed words, best first; before anything is typed, the notes of this situation that changed last. */
export function useTargets(typed: string, kinds: readonly MentionKind[], situationId: string, without: readonly string[]): readonly TargetGroup[] {
  const text = useText();
  const found = useNoteSearch(typed, noFilters, perKind + without.length);
  const recent = useVaultValue({ name: 'notes', situationId });
  const situations = useVaultValue({ name: 'situations' });
  const hits = useOriginalSearch(kinds.includes('section') ? typed : '', perKind);
  const sections = useSections();
  const plan = usePlan();
  return useMemo(() => {
    const words = typed.trim().toLowerCase();
    const nameOf = (id: string): string => situations?.find((situation) => situation.id === id)?.name ?? '';
    const titled = (title: string, excerpt: string): string => (title !== '' ? title : excerpt !== '' ? excerpt.slice(0, 80) : text('note.untitled'));
    const notes = words === ''
      ? (recent ?? []).filter(({ trashedAt }) => trashedAt === null).map((note) => ({ id: note.id, situationId: note.situationId, title: titled(note.title, note.excerpt) }))
      : (found?.hits ?? []).map((note) => ({ id: note.id, situationId: note.situationId, title: titled(note.title, note.excerpt) }));
    const byKind: Readonly<Record<MentionKind, readonly Target[]>> = {
      note: notes.filter(({ id }) => !without.includes(id)).slice(0, perKind).map((note) => ({ kind: 'note', ...note, aside: nameOf(note.situationId), marks: typedMarks(note.title, typed) })),
      section: words === '' ? [] : (hits ?? []).flatMap(({ id, titleMarks }) => sections?.filter((section) => section.id === id).map((section): Target => ({ kind: 'section', id, title: section.title, situationId: null, aside: section.number, marks: titleMarks })) ?? []),
      task: words === '' ? [] : (plan?.tasks ?? []).filter(({ task }) => holdTyped(words, task.title)).slice(0, perKind).map(({ task }) => ({ kind: 'task', id: task.id, title: task.title, situationId: null, aside: '', marks: typedMarks(task.title, typed) })),
    };
    return kinds.map((id) => ({ id, targets: byKind[id] })).filter(({ targets }) => targets.length > 0);
  }, [typed, kinds, without, found, recent, situations, hits, sections, plan, text]);
}
