import { useEffect, useMemo, useState } from 'react';
import type { Briefing } from '../../../shared/domain/assessments/briefing.ts';
import { briefingDocument } from '../../../shared/domain/assessments/briefingDocument.ts';
import { briefingFaults, type BriefingFault } from '../../../shared/domain/assessments/briefingFaults.ts';
import type { DocumentModel } from '../../../shared/domain/documents/documentModel.ts';
import type { NoteDetail, NoteSummary } from '../../../shared/domain/vault/note.ts';
import { useText } from '../../i18n/useText.ts';
import { bridge } from '../../platform/bridge.ts';
import { briefingWords } from './briefingWords.ts';
import { readNotes } from './readNotes.ts';

export interface ReadyBriefing {
  readonly model: DocumentModel;
  readonly faults: readonly BriefingFault[];
  /** Pages of the PDF; null until it was counted. */
  readonly pages: number | null;
}

const countAfterMs = 900;

/** The page that a briefing makes, with what speaks against handing it on. null until its notes were read. */
export function useBriefing(briefing: Briefing, summaries: readonly NoteSummary[]): ReadyBriefing | null {
  const text = useText();
  const [notes, setNotes] = useState<readonly NoteDetail[] | null>(null);
  const [pages, setPages] = useState<number | null>(null);
  // Read again when any note of the situation changes: its marking may have become stricter.
  useEffect(() => {
    let current = true;
    void readNotes(summaries.map(({ id }) => id)).then((read) => current && setNotes(read));
    return () => {
      current = false;
    };
  }, [summaries]);
  const made = useMemo(() => {
    if (notes === null) return null;
    const here = new Map(notes.filter((note) => note.trashedAt === null).map((note) => [note.id, note]));
    const model = briefingDocument(briefing, here, briefingWords(text, briefing.fields, new Date()));
    return { model, faults: briefingFaults(briefing, model, here, notes) };
  }, [briefing, notes, text]);
  const model = made?.model ?? null;
  useEffect(() => {
    if (model === null || model.title === '') return;
    let current = true;
    const timer = window.setTimeout(() => void bridge.call('documents.pages', model).then((counted) => current && setPages(counted.ok ? counted.value : null)), countAfterMs);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [model]);
  return made === null ? null : { ...made, pages };
}
