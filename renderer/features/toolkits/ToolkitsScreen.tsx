import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Screen } from '../../app/shell/Screen.tsx';
import { useToolkits } from '../../data/publishedReads.ts';
import { useWordedToolkits } from '../../data/useTranslatedWords.ts';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { effort } from '../onboarding/index.ts';
import { ToolkitView } from './components/ToolkitView.tsx';
import styles from './ToolkitsScreen.module.css';

/** The toolkits of the edition in force: the list, and one to read. */
export function ToolkitsScreen() {
  const text = useText();
  const { toolkitId } = useParams({ strict: false });
  const { task } = useSearch({ strict: false });
  const toolkits = useToolkits();
  const worded = useWordedToolkits();
  if (toolkits === undefined) return <Screen title={text('toolkits.title')}>{null}</Screen>;
  if (toolkits.length === 0) return <Screen title={text('toolkits.title')}><Empty title={text('toolkits.none')} /></Screen>;
  const open = toolkits.find((toolkit) => toolkit.id === toolkitId) ?? toolkits[0]!;
  return (
    <Screen title={text('toolkits.title')}>
      <div className={styles.columns}>
        <nav aria-label={text('toolkits.title')} className={styles.list}>
          <p className={styles.lead}>{text('toolkits.lead')}</p>
          <ul>
            {toolkits.map((toolkit) => (
              <li key={toolkit.id}>
                <Link to="/toolkits/$toolkitId" params={{ toolkitId: toolkit.id }} className={styles.item} aria-current={toolkit.id === open.id ? 'page' : undefined}>
                  <span className={styles.title}><bdi>{worded?.find(({ id }) => id === toolkit.id)?.title ?? toolkit.title}</bdi></span>
                  <span className={styles.facts}>
                    {text(`toolkits.kind.${toolkit.kind}`)} · {text('toolkits.items', { count: toolkit.groups.reduce((sum, group) => sum + group.items.length, 0) })} · {effort(text, toolkit.minutes)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <ToolkitView key={open.id} toolkit={open} taskId={task ?? null} />
      </div>
    </Screen>
  );
}
