import { useMemo } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { plainBody } from '../../../../shared/search/plainBody.ts';
import { blocksOf, redline } from '../../../../shared/text/redline.ts';
import type { TextPart } from '../../../../shared/text/wordDifferences.ts';
import { useText } from '../../../i18n/useText.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { type FoldedBlock, foldRedline } from './foldRedline.ts';
import styles from './SectionRedline.module.css';

/** Marks of Markdown are taken away block by block, so that what is compared is what is read. */
const readable = (section: Section): string => [section.summary, ...blocksOf(section.body).map(plainBody)].filter((block) => block !== '').join('\n\n');

/** What changed in a section: words taken away and added, paragraphs that moved, and how much stayed as it was. */
export function SectionRedline({ before, after, language }: { readonly before: Section; readonly after: Section; readonly language: string }) {
  const text = useText();
  const blocks = useMemo(() => foldRedline(redline(readable(before), readable(after))), [before, after]);
  const isSame = blocks.every((block) => block.kind === 'unchanged');
  if (isSame) return <p className={styles.quiet}>{text('changes.onlyReferences')}</p>;
  return (
    <div className={styles.redline} lang={language} dir={contentDirection(language)}>
      {blocks.map((block, at) => (
        <Block key={at} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { readonly block: FoldedBlock }) {
  const text = useText();
  switch (block.kind) {
    case 'unchanged':
      return <p className={styles.quiet}>{text('changes.unchanged', { count: block.count })}</p>;
    case 'changed':
      return <p>{block.parts.map((part, at) => <Part key={at} part={part} />)}</p>;
    case 'moved':
      return (
        <p className={styles.moved}>
          <b>{text('changes.movedHere')}</b> {block.text}
        </p>
      );
    case 'added':
      return <p><ins>{block.text}</ins></p>;
    case 'removed':
      return <p><del>{block.text}</del></p>;
  }
}

const Part = ({ part }: { readonly part: TextPart }) => (part.kind === 'same' ? <>{part.text} </> : part.kind === 'added' ? <><ins>{part.text}</ins> </> : <><del>{part.text}</del> </>);
