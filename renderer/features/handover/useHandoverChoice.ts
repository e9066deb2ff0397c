import { useState } from 'react';
import type { HandoverChoice } from '../../../shared/domain/handover/handoverChoice.ts';

export interface ChosenNote {
  readonly line: string;
  readonly withSource: boolean;
  readonly consent: string;
}

/** What the leaver has chosen so far, by id. It lives on the screen only, until it is sealed. */
export interface HandoverDraft {
  readonly letter: string;
  readonly situations: Readonly<Record<string, { readonly line: string; readonly notes: Readonly<Record<string, ChosenNote>> }>>;
  readonly contacts: Readonly<Record<string, string>>;
  readonly openItems: Readonly<Record<string, string>>;
  readonly dates: Readonly<Record<string, string>>;
  readonly withDone: boolean;
}

const empty: HandoverDraft = { letter: '', situations: {}, contacts: {}, openItems: {}, dates: {}, withDone: true };

export const without = <T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

export function useHandoverChoice() {
  const [draft, setDraft] = useState<HandoverDraft>(empty);
  return { draft, change: (patch: Partial<HandoverDraft>): void => setDraft((before) => ({ ...before, ...patch })), clear: (): void => setDraft(empty) };
}

/** Sources chosen without a line on their consent. */
export const consentsMissing = ({ situations }: HandoverDraft): number =>
  Object.values(situations).flatMap(({ notes }) => Object.values(notes)).filter(({ withSource, consent }) => withSource && consent.trim() === '').length;

/** The draft as the vault takes it. `tasks`: the open ones, by id. */
export function choiceOf(draft: HandoverDraft, post: string, tasks: ReadonlyMap<string, { readonly title: string; readonly dueOn: string | null }>): HandoverChoice {
  return {
    post,
    letter: draft.letter.trim(),
    withDone: draft.withDone,
    situations: Object.entries(draft.situations).map(([id, { line, notes }]) => ({
      id, line: line.trim(), notes: Object.entries(notes).map(([noteId, note]) => ({ id: noteId, line: note.line.trim(), sourceConsent: note.withSource ? note.consent.trim() : null })),
    })),
    contacts: Object.entries(draft.contacts).map(([id, line]) => ({ id, line: line.trim() })),
    openItems: Object.entries(draft.openItems).map(([taskId, line]) => ({ taskId, title: tasks.get(taskId)?.title ?? taskId, dueOn: tasks.get(taskId)?.dueOn ?? null, line: line.trim() })),
    dates: Object.keys(draft.dates),
  };
}
