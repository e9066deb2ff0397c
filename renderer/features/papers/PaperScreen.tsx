import { Link, useParams } from '@tanstack/react-router';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { exactDate } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { OpenPaper } from './components/OpenPaper.tsx';
import styles from './Papers.module.css';

/** A paper on a template: its fields beside the page as it will look. */
export function PaperScreen() {
  const text = useText();
  const { paperId } = useParams({ from: '/papers/$paperId' });
  const papers = useVaultValue({ name: 'entries', type: 'paper' });
  if (papers === undefined) return null;
  const paper = papers.find(({ id }) => id === paperId);
  if (paper === undefined) {
    return (
      <Screen title={text('papers.working')}>
        <Empty title={text('paper.missing')} action={<Button onPress={() => void vault.commands.trashEntry(paperId, false)}>{text('paper.restore')}</Button>} />
      </Screen>
    );
  }
  const below = (
    <p className={styles.small}>
      {text('paper.template', { title: paper.template.title })}
      {paper.inheritedOn !== undefined && <> · {text('handover.inherited', { when: exactDate(text, paper.inheritedOn) })}</>}
      {paper.taskId !== null && <> · <Link to="/onboarding" search={{ task: paper.taskId }}>{text('paper.task')}</Link></>}
    </p>
  );
  return (
    <Screen title={paper.title} below={below}>
      <OpenPaper key={paper.id} paper={paper} />
    </Screen>
  );
}
