import type { Editor } from '@tiptap/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Mention, MentionKind } from '../../../shared/domain/vault/noteText.ts';
import { useSections } from '../../data/publishedReads.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { usePlan } from '../onboarding/index.ts';
import type { MentionOptions } from './editor/mentionNode.ts';

interface Mentions {
  readonly options: MentionOptions;
  /** A title that was just chosen, until the vault tells of the link. */
  readonly learn: (kind: MentionKind, id: string, title: string) => void;
  /** Keeps the links of an editor drawn with the titles there are. */
  readonly redrawWith: (editor: Editor) => () => void;
}

interface MentionStorage {
  readonly redraw: ReadonlySet<() => void>;
}

/** What the links in a text need from around it: present titles, the way to what they name, and the box to choose from. */
export function useMentions(noteId: string, choose: (from: number | null) => void): Mentions {
  const text = useText();
  const navigate = useNavigate();
  const connections = useVaultValue({ name: 'noteConnections', id: noteId });
  const sections = useSections();
  const plan = usePlan();
  const learnt = useRef(new Map<string, string>());
  const editors = useRef(new Set<Editor>());
  const places = useRef(new Map<string, string>());
  const titles = useMemo(() => {
    const known = new Map<string, string>();
    for (const { id, title, relation } of connections ?? []) if (relation === 'mentioned') known.set(`note:${id}`, title === '' ? text('note.untitled') : title);
    for (const { id, number, title } of sections ?? []) known.set(`section:${id}`, `${number} ${title}`);
    for (const { task } of plan?.tasks ?? []) known.set(`task:${task.id}`, task.title);
    return known;
  }, [connections, sections, plan, text]);
  const present = useRef(titles);
  present.current = titles;
  for (const { id, situationId } of connections ?? []) places.current.set(id, situationId);
  const ask = useRef(choose);
  ask.current = choose;

  useEffect(() => {
    for (const editor of editors.current) for (const redraw of (editor.storage as unknown as { readonly mention?: MentionStorage }).mention?.redraw ?? []) redraw();
  }, [titles]);

  const options = useMemo((): MentionOptions => ({
    titleOf: ({ kind, id }) => present.current.get(`${kind}:${id}`) ?? learnt.current.get(`${kind}:${id}`) ?? null,
    open: ({ kind, id }: Mention) => {
      const situationId = places.current.get(id);
      if (kind === 'section') void navigate({ to: '/manual/$sectionId', params: { sectionId: id } });
      else if (kind === 'task') void navigate({ to: '/onboarding', search: { task: id } });
      else if (situationId !== undefined) void navigate({ to: '/situations/$situationId', params: { situationId }, search: { note: id } });
    },
    choose: (from) => ask.current(from),
    missing: text('editor.link.missing'),
  }), [navigate, text]);
  const learn = useCallback((kind: MentionKind, id: string, title: string) => void learnt.current.set(`${kind}:${id}`, title), []);
  const redrawWith = useCallback((editor: Editor) => {
    editors.current.add(editor);
    return () => void editors.current.delete(editor);
  }, []);
  return { options, learn, redrawWith };
}
