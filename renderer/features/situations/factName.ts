import type { NoteFields, NoteFieldsPatch } from '../../../shared/domain/vault/note.ts';
import type { MessageId } from '../../../shared/messages/en.ts';

const names: Readonly<Record<keyof NoteFields, MessageId>> = {
  title: 'note.title', observedOn: 'note.observedOn', observedPrecision: 'note.precision', place: 'note.place', source: 'note.source', sourceId: 'note.source', reliability: 'note.reliability', credibility: 'note.credibility',
  populations: 'situation.populations', riskFactorIds: 'note.tags', tagWords: 'note.tags', gender: 'note.gender', genderNote: 'note.gender', handling: 'note.handling', handlingNames: 'note.handlingNames', reviewOn: 'note.reviewOn', deleteOn: 'note.deleteOn',
};

/** What a change of fields is called; where several go together, the first of them gives the name. */
export const factName = (patch: NoteFieldsPatch): MessageId => names[Object.keys(patch)[0] as keyof NoteFields] ?? 'note.details';
