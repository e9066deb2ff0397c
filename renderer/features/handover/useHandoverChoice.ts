import { useState } from 'react';
import type { HandoverChoice, KeptPart } from '../../../shared/domain/handover/handoverChoice.ts';

export interface ChosenNote {
  readonly line: string;
  readonly withSource: boolean;
  readonly consent: string;
  /** Attached files that go, with their size in bytes, by id. */
  readonly files: Readonly<Record<string, number>>;
}

export interface ChosenSituation {
  readonly line: string;
  readonly notes: Readonly<Record<string, ChosenNote>>;
  readonly kept: readonly KeptPart[];
  /** Runs of toolkits about it, with a line on each. */
  readonly runs: Readonly<Record<string, string>>;
  /** Briefings on it, with a line on each. */
  readonly briefings: Readonly<Record<string, string>>;
}

/** What the leaver has chosen so far, by id. It lives on the screen only, until it is sealed. */
export interface HandoverDraft {
  readonly letter: string;
  readonly situations: Readonly<Record<string, ChosenSituation>>;
  readonly contacts: Readonly<Record<string, string>>;
  readonly openItems: Readonly<Record<string, string>>;
  readonly dates: Readonly<Record<string, string>>;
  readonly withDone: boolean;
  readonly papers: Readonly<Record<string, string>>;
  readonly runs: Readonly<Record<string, string>>;
  readonly withThresholds: boolean;
}

const empty: HandoverDraft = { letter: '', situations: {}, contacts: {}, openItems: {}, dates: {}, withDone: true, papers: {}, runs: {}, withThresholds: false };

export const without = <T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

export function useHandoverChoice() {
  const [draft, setDraft] = useState<HandoverDraft>(empty);
  return { draft, change: (patch: Partial<HandoverDraft>): void => setDraft((before) => ({ ...before, ...patch })), clear: (): void => setDraft(empty) };
}

/** Sources chosen without a line on their consent. */
export const consentsMissing = ({ situations }: HandoverDraft): number =>
  Object.values(situations).flatMap(({ notes }) => Object.values(notes)).filter(({ withSource, consent }) => withSource && consent.trim() === '').length;

/** Sizes in bytes of the attached files that go. */
export const chosenFiles = ({ situations }: HandoverDraft): readonly number[] => Object.values(situations).flatMap(({ notes }) => Object.values(notes).flatMap(({ files }) => Object.values(files)));

/** Whether there is anything to seal. */
export const isNothing = ({ letter, situations, contacts, openItems, dates, papers, runs, withDone, withThresholds }: HandoverDraft): boolean =>
  letter.trim() === '' && !withDone && !withThresholds && [situations, contacts, openItems, dates, papers, runs].every((chosen) => Object.keys(chosen).length === 0);

const lined = (chosen: Readonly<Record<string, string>>): { id: string; line: string }[] => Object.entries(chosen).map(([id, line]) => ({ id, line: line.trim() }));

/** The draft as the vault takes it. `tasks`: the open ones, by id. */
export function choiceOf(draft: HandoverDraft, post: string, tasks: ReadonlyMap<string, { readonly title: string; readonly dueOn: string | null }>): HandoverChoice {
  return {
    post,
    letter: draft.letter.trim(),
    withDone: draft.withDone,
    withThresholds: draft.withThresholds,
    papers: lined(draft.papers),
    runs: [...lined(draft.runs), ...Object.values(draft.situations).flatMap(({ runs }) => lined(runs))],
    situations: Object.entries(draft.situations).map(([id, { line, notes, kept, briefings }]) => ({
      id, line: line.trim(), kept: [...kept], briefings: lined(briefings), notes: Object.entries(notes).map(([noteId, note]) => ({ id: noteId, line: note.line.trim(), sourceConsent: note.withSource ? note.consent.trim() : null, files: Object.keys(note.files) })),
    })),
    contacts: lined(draft.contacts),
    openItems: Object.entries(draft.openItems).map(([taskId, line]) => ({ taskId, title: tasks.get(taskId)?.title ?? taskId, dueOn: tasks.get(taskId)?.dueOn ?? null, line: line.trim() })),
    dates: Object.keys(draft.dates),
  };
}
