import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { briefingKinds, type BriefingKind } from '../../../shared/domain/assessments/briefing.ts';
import type { Failure } from '../../../shared/errors/result.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { nearTime } from '../../i18n/nearDate.ts';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { useText } from '../../i18n/useText.ts';
import { useVault, useVaultValue, vault } from '../../platform/vault.ts';
import { SituationTabs } from '../situations/index.ts';
import { NewBriefing } from './components/NewBriefing.tsx';
import { OpenBriefing } from './components/OpenBriefing.tsx';
import { useStartBriefing } from './useStartBriefing.ts';
import styles from './components/Briefing.module.css';

const nothing: readonly never[] = [];

/** The pages that were made of one situation, and the one that is open. */
export function BriefingsScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const navigate = useNavigate();
  const { situationId } = useParams({ from: '/situations/$situationId/briefings' });
  const { briefing: openId, kind: asked } = useSearch({ from: '/situations/$situationId/briefings' });
  const read = useVault({ name: 'situation', id: situationId });
  const situation = read.state === 'ready' ? read.value : null;
  const notes = useVaultValue({ name: 'notes', situationId }) ?? nothing;
  const runs = useVaultValue({ name: 'runs' }) ?? nothing;
  const all = useVaultValue({ name: 'briefings', situationId });
  const start = useStartBriefing(situation, runs, notes);
  const [failed, setFailed] = useState<Failure | null>(null);
  const [choosing, setChoosing] = useState<BriefingKind | null>(briefingKinds.find((kind) => kind === asked) ?? null);
  const [showBin, setShowBin] = useState(false);
  if (read.state === 'loading' || all === undefined) return null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={absent(text('situation.notFound'))} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const begin = async (kind: BriefingKind): Promise<void> => {
    setChoosing(null);
    const made = await start(kind);
    if (!made.ok) return setFailed(made.error);
    await navigate({ to: '/situations/$situationId/briefings', params: { situationId }, search: { briefing: made.value } });
  };
  const binned = all.filter((each) => each.trashedAt !== null).length;
  const shown = all.filter((each) => (each.trashedAt !== null) === showBin);
  const startButton = <Button look="primary" onPress={() => setChoosing('minister')}>{text('briefing.new')}</Button>;
  return (
    <Screen title={situation.name} below={<SituationTabs situationId={situationId} current="briefings" />} action={all.length > 0 ? startButton : null}>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      {choosing !== null && <NewBriefing kind={choosing} onClose={() => setChoosing(null)} onBegin={(kind) => void begin(kind)} />}
      {openId !== undefined ? (
        <div className={styles.column}>
          <Link to="/situations/$situationId/briefings" params={{ situationId }}>{text('briefing.list')}</Link>
          <OpenBriefing key={openId} id={openId} notes={notes} />
        </div>
      ) : all.length === 0 ? (
        <Empty title={text('briefing.empty.title')} action={startButton}>{text('briefing.empty')}</Empty>
      ) : (
        <>
          <ul className={styles.list} aria-label={text('briefing.list')}>
            {shown.map((each) => (
              <li key={each.id} className={styles.entry}>
                <span>
                  <Link to="/situations/$situationId/briefings" params={{ situationId }} search={{ briefing: each.id }}>{each.title === '' ? text('briefing.untitled') : each.title}</Link>
                  <span className={styles.small}> {text(`briefing.kind.${each.kind}`)} · {nearTime(text, each.changedAt, Date.now())} · {text('briefing.sentCount', { count: each.sentCount })}{each.inheritedOn !== null && ` · ${text('handover.inherited.short')}`}</span>
                </span>
                <Button look="quiet" onPress={() => void vault.commands.trashBriefing(each.id, each.trashedAt === null)}>{text(each.trashedAt === null ? 'note.trash' : 'note.restore')}</Button>
              </li>
            ))}
          </ul>
          {(binned > 0 || showBin) && <Button look="quiet" aria-pressed={showBin} onPress={() => setShowBin(!showBin)}>{text('situation.bin')} ({binned})</Button>}
        </>
      )}
    </Screen>
  );
}
