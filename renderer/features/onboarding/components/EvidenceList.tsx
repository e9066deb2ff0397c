import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { EvidenceLink, NewEvidence } from '../../../../shared/domain/vault/programmeProgress.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from './TaskDetail.module.css';

/** What shows that a task was done: lines of text, notes and toolkit runs, each a link to its place. */
export function EvidenceList({ taskId, links }: { readonly taskId: string; readonly links: readonly EvidenceLink[] }) {
  const text = useText();
  const [adding, setAdding] = useState(false);
  const situations = useVaultValue({ name: 'situations' });
  const away = useVaultValue({ name: 'travel' })?.compartments ?? 0;
  const isAway = (id: string): boolean => away > 0 && situations?.some((situation) => situation.id === id) === false;
  return (
    <section className={styles.evidenceList} aria-label={text('onboarding.evidence.title')}>
      {links.length > 0 && (
        <ul>
          {links.map((link) => (
            <li key={link.id} className={styles.evidenceRow}>
              <span dir="auto">
                {link.kind === 'note' && link.target !== null && link.situationId !== null && isAway(link.situationId) ? (
                  <>
                    {link.label} <Pill>{text('travel.notHere')}</Pill>
                  </>
                ) : link.kind === 'note' && link.target !== null && link.situationId !== null ? (
                  <Link to="/situations/$situationId" params={{ situationId: link.situationId }} search={{ note: link.target }}>{link.label}</Link>
                ) : link.kind === 'run' && link.target !== null ? (
                  <Link to="/runs/$runId" params={{ runId: link.target }}>{link.label}</Link>
                ) : (
                  link.label
                )}
              </span>
              <Button look="quiet" aria-label={text('onboarding.evidence.remove', { label: link.label })} onPress={() => void vault.commands.removeEvidence(taskId, link.id)}>{text('common.remove')}</Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button look="quiet" onPress={() => setAdding(true)}>{text('onboarding.evidence.add')}</Button>
      </div>
      <Dialog title={text('onboarding.evidence.add')} isOpen={adding} onClose={() => setAdding(false)}>
        <EvidenceForm taskId={taskId} onDone={() => setAdding(false)} />
      </Dialog>
    </section>
  );
}

function EvidenceForm({ taskId, onDone }: { readonly taskId: string; readonly onDone: () => void }) {
  const text = useText();
  const situations = useVaultValue({ name: 'situations' }) ?? [];
  const runs = useVaultValue({ name: 'runs' })?.filter((run) => run.trashedAt === null) ?? [];
  const [kind, setKind] = useState<NewEvidence['kind']>('text');
  const [line, setLine] = useState('');
  const [situationId, setSituationId] = useState<string | null>(situations[0]?.id ?? null);
  const [target, setTarget] = useState<string | null>(null);
  const [problem, setProblem] = useState<Failure | 'missing' | null>(null);
  const notes = useVaultValue({ name: 'notes', situationId: situationId ?? '0'.repeat(32) })?.filter((note) => note.trashedAt === null) ?? [];
  const targets = kind === 'note' ? notes.map((note) => ({ value: note.id, label: note.title === '' ? text('onboarding.evidence.untitled') : note.title })) : runs.map((run) => ({ value: run.id, label: run.name === '' ? run.title : run.name }));
  const save = async (): Promise<void> => {
    const label = kind === 'text' ? line.trim() : (targets.find(({ value }) => value === target)?.label ?? '');
    if (label === '') return setProblem('missing');
    const saved = await vault.commands.addEvidence(taskId, { kind, label, target: kind === 'text' ? null : target, situationId: kind === 'note' ? situationId : null });
    if (saved.ok) onDone();
    else setProblem(saved.error);
    return undefined;
  };
  const kinds = (['text', 'note', 'run'] as const).filter((one) => one === 'text' || (one === 'note' ? situations.length > 0 : runs.length > 0));
  const missing = problem === 'missing' ? text('onboarding.evidence.missing') : undefined;
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {kinds.length > 1 && <Choice label={text('onboarding.evidence.kind')} inline options={kinds.map((value) => ({ value, label: text(`onboarding.evidence.kind.${value}`) }))} value={kind} onChange={(value) => { setKind(value); setTarget(null); }} />}
      {kind === 'text' && <TextField label={text('onboarding.evidence.text')} description={text('onboarding.evidence.textHelp')} lines={2} value={line} onChange={setLine} maxLength={2000} error={missing} autoFocus />}
      {kind === 'note' && <Select label={text('onboarding.evidence.situation')} options={situations.map(({ id, name }) => ({ value: id, label: name }))} value={situationId} onChange={(value) => { setSituationId(value); setTarget(null); }} />}
      {kind !== 'text' && <Select label={text(kind === 'note' ? 'onboarding.evidence.note' : 'onboarding.evidence.run')} options={targets} value={target} onChange={setTarget} error={missing} />}
      {problem !== null && problem !== 'missing' && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" look="primary">{text('common.add')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
