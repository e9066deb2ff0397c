import { useEffect, useMemo, useRef, useState } from 'react';
import type { Briefing } from '../../../shared/domain/assessments/briefing.ts';
import { briefingDocument } from '../../../shared/domain/assessments/briefingDocument.ts';
import { briefingFaults, type BriefingFault } from '../../../shared/domain/assessments/briefingFaults.ts';
import type { DocumentModel } from '../../../shared/domain/documents/documentModel.ts';
import type { NoteDetail, NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { Failure } from '../../../shared/errors/result.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { bridge } from '../../platform/bridge.ts';
import { briefingWords } from './briefingWords.ts';
import { readNotes } from './readNotes.ts';

export interface ReadyBriefing {
  readonly model: DocumentModel;
  readonly faults: readonly BriefingFault[];
  /** The PDF as export would write it; null until it was made. While a newer one is made the last one stays. */
  readonly preview: { readonly blob: Blob; readonly pages: number } | null;
  readonly failed: Failure | null;
}

const makeAfterMs = 700;

/** The page that a briefing makes, with what speaks against handing it on. null until its notes were read. */
export function useBriefing(briefing: Briefing, summaries: readonly NoteSummary[]): ReadyBriefing | null {
  const text = useText();
  const [notes, setNotes] = useState<readonly NoteDetail[] | null>(null);
  const sources = useVaultValue({ name: 'entries', type: 'source' });
  const [preview, setPreview] = useState<ReadyBriefing['preview']>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const fresh = useRef(true);
  // Read again when any note of the situation changes: its marking may have become stricter.
  useEffect(() => {
    let current = true;
    void readNotes(summaries.map(({ id }) => id)).then((read) => current && setNotes(read));
    return () => {
      current = false;
    };
  }, [summaries]);
  const made = useMemo(() => {
    if (notes === null || sources === undefined) return null;
    const here = new Map(notes.filter((note) => note.trashedAt === null).map((note) => [note.id, note]));
    const model = briefingDocument(briefing, here, briefingWords(text, briefing.fields, new Date()));
    return { model, faults: briefingFaults(briefing, model, here, notes, sources.map(({ name }) => name)) };
  }, [briefing, notes, sources, text]);
  const model = made?.model ?? null;
  useEffect(() => {
    if (model === null || model.title === '') return;
    let current = true;
    const make = async (): Promise<void> => {
      const made = await bridge.call('documents.preview', model);
      if (!current) return;
      setFailed(made.ok ? null : made.error);
      if (made.ok) setPreview({ blob: new Blob([Uint8Array.from(made.value.bytes)], { type: 'application/pdf' }), pages: made.value.pages });
    };
    // The first is made at once, the others when the typing pauses.
    const timer = window.setTimeout(() => void make(), fresh.current ? 0 : makeAfterMs);
    fresh.current = false;
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [model]);
  return made === null ? null : { ...made, preview, failed };
}
