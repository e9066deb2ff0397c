import { Link } from '@tanstack/react-router';
import { itemTypes, type Toolkit, type ToolkitItem } from '../../../../shared/content/content.schema.ts';
import { useSections } from '../../../data/publishedReads.ts';
import { useWorded } from '../../../data/useTranslatedWords.ts';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { WordsNote } from '../../editions/index.ts';
import { RunList } from '../../runs/index.ts';
import styles from './ToolkitView.module.css';

const known: ReadonlySet<string> = new Set(itemTypes);

/** A toolkit to read: its purpose, its rules of use, and every question with its choices. */
export function ToolkitView({ toolkit: original, taskId }: { readonly toolkit: Toolkit; readonly taskId: string | null }) {
  const text = useText();
  const { value: toolkit, language, lag } = useWorded('toolkit', original.id, original);
  const content = { lang: language, dir: contentDirection(language) };
  const sections = useSections()?.filter((section) => toolkit.sections.includes(section.id)) ?? [];
  return (
    <article className={styles.view} aria-labelledby="toolkit-title">
      <h2 id="toolkit-title" className={styles.title} {...content}>{toolkit.title}</h2>
      <WordsNote lag={lag} />
      <p className={styles.purpose} {...content}>{toolkit.purpose}</p>
      {sections.length > 0 && (
        <p className={styles.facts}>
          {text('toolkits.manual')}{' '}
          {sections.map((section, at) => (
            <span key={section.id}>
              {at > 0 && ' · '}
              <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
                <bdi>{section.number} {section.title}</bdi>
              </Link>
            </span>
          ))}
        </p>
      )}
      {toolkit.caution !== undefined && (
        <Notice>
          <b>{text('toolkits.caution')}.</b> <bdi lang={language}>{toolkit.caution}</bdi>
        </Notice>
      )}
      <RunList toolkit={original} taskId={taskId} />
      {toolkit.groups.map((group) => (
        <section key={group.id} className={styles.group} {...content}>
          <h3>
            {group.number !== undefined && `${group.number} `}
            {group.title}
          </h3>
          {group.help !== undefined && <p className={styles.facts}>{group.help}</p>}
          <ul className={styles.items}>
            {group.items.filter((item) => item.retired !== true).map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
}

function Item({ item }: { readonly item: ToolkitItem }) {
  const text = useText();
  return (
    <li className={styles.item}>
      <p>
        {item.number !== undefined && <span className={styles.number}>{item.number}</span>} {item.label} {item.verified === false && <Pill>{text('toolkits.unverified')}</Pill>}
      </p>
      {item.help !== undefined && <p className={styles.facts}>{item.help}</p>}
      {!known.has(item.type) && <p className={styles.facts}>{text('toolkits.unsupported')}</p>}
      {item.options !== undefined && <p className={styles.facts}>{item.options.map((option) => option.label).join(' · ')}</p>}
      {item.columns !== undefined && <p className={styles.facts}>{item.columns.map((column) => column.label).join(' · ')}</p>}
      {item.measure !== undefined && (
        <dl className={styles.measure}>
          {(['decides', 'leadTime', 'legalBasis', 'riskOfHarm', 'notKnown', 'firstStep', 'howToStop'] as const).filter((name) => item.measure?.[name] !== undefined).map((name) => (
            <div key={name}>
              <dt>{text(`toolkits.measure.${name}`)}</dt>
              <dd>{item.measure?.[name]}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
