import { useMemo } from 'react';
import { renderRun } from '../../../shared/domain/runs/renderRun.ts';
import type { Toolkit } from '../../../shared/content/content.schema.ts';
import type { RunDefinition } from '../../../shared/domain/runs/runDefinition.ts';
import { useWorded } from '../../data/useTranslatedWords.ts';
import type { OpenRun } from './useRun.ts';

const nothing: RunDefinition = { id: '', title: '', kind: 'form', groups: [] };

/** A run as it is read on the screen, in the reader's language as far as the toolkit is translated. What is kept, upgraded, signed off and made into papers is the original. */
export function useWordedRun(open: OpenRun) {
  const ready = open.state === 'ready' ? open : null;
  const definition = ready?.definition ?? nothing;
  // A definition that a run keeps may say less than a toolkit of an edition. Words reach what is there and leave the rest as it is.
  const { value: read, language, lag } = useWorded('toolkit', definition.id, definition as unknown as Toolkit);
  const value: RunDefinition = read;
  const [run, rendered, definitions] = [ready?.run ?? null, ready?.rendered ?? null, ready?.definitions ?? null];
  return useMemo(() => {
    if (run === null || rendered === null || definitions === null) return null;
    const isOriginal = value === definition;
    return {
      definition: value,
      rendered: isOriginal ? rendered : renderRun(value, run.answers),
      definitions: isOriginal ? definitions : new Map([...definitions].map(([hash, one]) => [hash, one === definition ? value : one])),
      language,
      lag,
    };
  }, [run, rendered, definitions, definition, value, language, lag]);
}
