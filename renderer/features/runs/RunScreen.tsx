import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import { meetingName, toolkitIds } from '../../../shared/domain/papers/planRows.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useManifest, useToolkits } from '../../data/publishedReads.ts';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { exactDate, nearTime } from '../../i18n/nearDate.ts';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { contentDirection } from '../../i18n/contentDirection.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { WordsNote } from '../editions/index.ts';
import { OutcomeTasks, RunPaperDialog } from '../papers/index.ts';
import { answerWords } from './answerWords.ts';
import { ItemCard } from './components/ItemCard.tsx';
import { RunSaved } from './components/RunSaved.tsx';
import { UpgradeDialog } from './components/UpgradeDialog.tsx';
import { useRun } from './useRun.ts';
import { useRunEditing } from './useRunEditing.ts';
import { useWordedRun } from './useWordedRun.ts';
import styles from './components/Run.module.css';

/** A run of a toolkit to fill in: every answer is saved as it is given. */
export function RunScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const navigate = useNavigate();
  const { runId } = useParams({ from: '/runs/$runId' });
  const open = useRun(runId);
  const worded = useWordedRun(open);
  const { save, change, tell } = useRunEditing(runId);
  const situationId = open.state === 'ready' ? open.run.summary.situationId : null;
  const notes = useVaultValue({ name: 'notes', situationId: situationId ?? '0'.repeat(32) });
  const situation = useVaultValue({ name: 'situation', id: situationId ?? '0'.repeat(32) });
  const manifest = useManifest();
  const toolkits = useToolkits();
  const [upgrading, setUpgrading] = useState(false);
  const [asPaper, setAsPaper] = useState(false);
  const definition = open.state === 'ready' ? open.definition : null;
  const newer = useMemo(() => {
    const published = toolkits?.find((toolkit) => toolkit.id === definition?.id);
    return definition === null || published === undefined || canonicalJson(published) === canonicalJson(definition) ? null : published;
  }, [definition, toolkits]);
  if (open.state === 'loading') return null;
  if (open.state !== 'ready' || worded === null) return <Screen title={text('toolkits.title')}><Empty title={open.state === 'missing' ? absent(text('run.missing')) : text('run.noDefinition')} action={<Link to="/toolkits">{text('run.allToolkits')}</Link>} /></Screen>;

  const { run, rendered, definitions } = open;
  const { summary } = run;
  const final = summary.finalAt !== null;
  const leave = async (): Promise<void> => {
    if (await tell(vault.commands.trashRun(runId, true))) await navigate({ to: '/toolkits/$toolkitId', params: { toolkitId: summary.toolkitId } });
  };
  const readOnly = final || summary.trashedAt !== null;
  const below = (
    <div className={styles.bar}>
      <Pill tone={final ? 'ok' : 'plain'}>{summary.finalAt === null ? text('run.draft') : text('run.final', { when: nearTime(text, summary.finalAt, Date.now()) })}</Pill>
      <Link to="/manual/editions/$number" params={{ number: String(summary.pin.edition) }}>{text('run.edition', { edition: summary.pin.editionName })}</Link>
      {situation != null && <Link to="/situations/$situationId" params={{ situationId: situation.id }}>{situation.name}</Link>}
      <Link to="/toolkits/$toolkitId" params={{ toolkitId: summary.toolkitId }}>{text('run.toolkit')}</Link>
      <RunSaved save={save} changedAt={summary.changedAt} />
    </div>
  );
  const name = summary.name === '' ? summary.title : summary.name;
  const action = (
    <>
      <Button onPress={() => setAsPaper(true)}>{text('paper.make')}</Button>
      {!readOnly && <Button look="primary" onPress={() => void tell(vault.commands.signOffRun(runId))}>{text('run.signOff')}</Button>}
    </>
  );
  return (
    <Screen title={name} below={below} action={action}>
      <div className={styles.view}>
        {summary.trashedAt !== null && <Notice action={<Button onPress={() => void tell(vault.commands.trashRun(runId, false))}>{text('note.restore')}</Button>}>{text('run.trashed')}</Notice>}
        {summary.inheritedOn !== null && !final && <Notice>{text('handover.inherited', { when: exactDate(text, summary.inheritedOn) })}</Notice>}
        {final && <Notice>{text('run.finalText')}</Notice>}
        {run.laterAnswers && <Notice>{text('run.laterAnswers')}</Notice>}
        {run.concurrentPins.length > 1 && <Notice>{text('run.concurrentPins')}</Notice>}
        {newer !== null && !readOnly && <Notice action={<Button onPress={() => setUpgrading(true)}>{text('run.upgrade.look')}</Button>}>{text('run.upgrade.offer', { edition: manifest?.edition ?? '' })}</Notice>}
        {run.before !== null && !readOnly && <Notice action={<Button onPress={() => void tell(vault.commands.undoRunUpgrade(runId))}>{text('run.upgrade.undo')}</Button>}>{text('run.upgrade.done', { edition: summary.pin.editionName })}</Notice>}
        <WordsNote lag={worded.lag} />
        {worded.definition.caution !== undefined && <Notice><b>{text('toolkits.caution')}.</b> <bdi lang={worded.language}>{worded.definition.caution}</bdi></Notice>}
        {worded.rendered.groups.map(({ group, items }) => (
          <section key={group.id} className={styles.group} aria-labelledby={`g-${group.id}`} lang={worded.language} dir={contentDirection(worded.language)}>
            <h2 id={`g-${group.id}`}>
              {group.number !== undefined && `${group.number} `}
              {group.title}
            </h2>
            {group.help !== undefined && <p className={styles.facts}>{group.help}</p>}
            <ul className={styles.items}>
              {items.map((item) => (
                <ItemCard key={item.item.id} rendered={item} definitions={worded.definitions} notes={situationId === null ? null : (notes ?? null)} onChange={change} readOnly={readOnly} />
              ))}
            </ul>
          </section>
        ))}
        {rendered.removed.length > 0 && (
          <section className={styles.group} aria-labelledby="removed-items">
            <h2 id="removed-items">{text('run.removed')}</h2>
            <p className={styles.facts}>{text('run.removed.text')}</p>
            <ul className={styles.items}>
              {rendered.removed.map(({ itemId, answers }) => {
                const under = definitions.get(answers.values[0]?.under ?? '') ?? null;
                const asked = under?.groups.flatMap((group) => group.items).find((item) => item.id === itemId);
                return (
                  <li key={itemId} className={styles.earlier}>
                    <b>{asked?.label ?? itemId}</b>
                    <br />
                    {[...answers.values.map((given) => answerWords(text, given, null, under, itemId)), ...answers.rows.map((row) => Object.values(row.cells).flat().join(', ')), ...answers.remarks].join(' · ')}
                  </li>
                );
              })}
            </ul>
          </section>
        )}
        {summary.toolkitId === toolkitIds.outcomes && summary.trashedAt === null && <Suspense><OutcomeTasks runId={runId} meeting={meetingName(rendered) ?? name} rendered={rendered} /></Suspense>}
        {!readOnly && (
          <div>
            <Button look="quiet" onPress={() => void leave()}>{text('note.trash')}</Button>
          </div>
        )}
      </div>
      {asPaper && (
        <Suspense>
          <RunPaperDialog
            title={name}
            definition={open.definition}
            rendered={rendered}
            edition={summary.pin.editionName}
            answer={(given, item) => answerWords(text, given, item, definitions.get(given.under) ?? null, item.id)}
            isOpen
            onClose={() => setAsPaper(false)}
          />
        </Suspense>
      )}
      {newer !== null && (
        <UpgradeDialog
          run={run}
          from={open.definition}
          to={newer}
          editionName={manifest?.edition ?? ''}
          isOpen={upgrading}
          onClose={() => setUpgrading(false)}
          onUpgrade={() => {
            setUpgrading(false);
            if (manifest != null) void tell(vault.commands.upgradeRun(runId, { definition: newer, edition: manifest.number, editionName: manifest.edition }));
          }}
        />
      )}
    </Screen>
  );
}
