import type { DocumentBlock, DocumentModel } from '../documents/documentModel.ts';
import { type Actor, actorGaps, actorGroups, type ActorKind } from '../people/actorMap.ts';
import { type PaperFrame, textBlock } from './paperHead.ts';

export interface ActorMapWords {
  readonly kind: (kind: ActorKind) => string;
  readonly counterpart: (counterpart: Actor['counterpart']) => string;
  readonly within48: (within48: Actor['within48']) => string;
  readonly institution: string;
  readonly who: string;
  readonly holds: string;
  readonly in48: string;
  readonly agenda: string;
  readonly nobody: string;
  readonly gaps: string;
  readonly noGaps: string;
  readonly nobodyIn48: string;
  readonly unnamed: (name: string) => string;
  readonly emptyKind: (kind: ActorKind) => string;
}

/** The actor map as a paper: by kind of institution, then the gaps. How to reach a person stays in the app: a paper travels further. */
export function actorMapPaper(title: string, actors: readonly Actor[], words: ActorMapWords, frame: PaperFrame): DocumentModel {
  const gaps = actorGaps(actors);
  const lacking = [...(gaps.nobodyIn48 ? [words.nobodyIn48] : []), ...gaps.unnamed.map(({ name }) => words.unnamed(name)), ...gaps.kinds.map(words.emptyKind)];
  const groups = actorGroups(actors).flatMap(({ kind, actors: those }): DocumentBlock[] => (those.length === 0 ? [] : [
    { kind: 'heading', level: 1, text: words.kind(kind) },
    {
      kind: 'table',
      header: [words.institution, words.who, words.holds, words.in48, words.agenda],
      rows: those.slice(0, 1_000).map(({ name, person, note, within48, counterpart }) => [name, person === '' ? words.nobody : person, note, words.within48(within48), counterpart === 'none' ? '' : words.counterpart(counterpart)]),
    },
  ]));
  return {
    ...frame,
    title,
    blocks: [...groups, { kind: 'heading', level: 1, text: words.gaps }, lacking.length === 0 ? textBlock(words.noGaps) : { kind: 'list', ordered: false, items: lacking.slice(0, 500).map((text) => [{ text }]) }],
    notes: [],
    notesTitle: '',
  };
}
