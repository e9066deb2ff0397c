import { useMemo, useRef, useState } from 'react';
import type { MentionKind } from '../../../../shared/domain/vault/noteText.ts';
import { FindDialog, type FindGroup } from '../../../design/components/FindDialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import { Highlighted } from '../../search/index.ts';
import { type Target, useTargets } from '../useTargets.ts';

interface TargetPickerProps {
  readonly title: string;
  readonly kinds: readonly MentionKind[];
  /** Its notes are offered before anything is typed. */
  readonly situationId: string;
  /** Notes that are not offered. */
  readonly without: readonly string[];
  readonly onPick: (target: Target) => void;
  readonly onClose: () => void;
}

/** One box to choose what is linked to: notes, sections of the Manual, tasks. Arrow keys and Enter; Escape leaves. */
export function TargetPicker({ title, kinds, situationId, without, onPick, onClose }: TargetPickerProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const groups = useTargets(typed, kinds, situationId, without);
  const picked = useRef(false);
  const pick = (key: string): void => {
    const target = groups.flatMap(({ targets }) => targets).find((one) => `${one.kind}:${one.id}` === key);
    if (target === undefined || picked.current) return;
    picked.current = true;
    onPick(target);
  };
  const shown = useMemo(() => groups.map((group): FindGroup => ({
    id: group.id,
    heading: text(`target.kind.${group.id}`),
    items: group.targets.map((target) => ({
      id: `${target.kind}:${target.id}`,
      title: target.title,
      shown: <span dir="auto"><Highlighted text={target.title} marks={target.marks} /></span>,
      aside: <bdi>{target.aside}</bdi>,
    })),
  })), [groups, text]);
  const total = groups.reduce((sum, { targets }) => sum + targets.length, 0);
  return (
    <FindDialog
      title={title}
      showTitle
      placeholder={text('target.placeholder')}
      query={typed}
      onQuery={setTyped}
      status={typed.trim() !== '' && total === 0 ? text('target.none') : text('target.count', { count: total })}
      groups={shown}
      onPick={pick}
      onClose={onClose}
    />
  );
}
