import { type ReactNode, useMemo } from 'react';
import Markdown, { type Components, type Options } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { useText } from '../../../i18n/useText.ts';
import { contentTarget, keepTarget } from '../contentTarget.ts';
import { headingAnchors } from '../headingAnchors.ts';
import type { TextTree } from '../textTree.ts';
import { ContentLink } from './ContentLink.tsx';
import { FigureView } from './FigureView.tsx';
import styles from './MarkdownText.module.css';
import { TableBox } from './TableBox.tsx';

const isEmpty = (children: ReactNode): boolean => children === undefined || children === null || (Array.isArray(children) && children.length === 0);

const components: Components = {
  a: ({ node: _node, ...props }) => <ContentLink {...props} />,
  img: ({ src, alt }) => {
    const target = contentTarget(typeof src === 'string' ? src : undefined);
    return target?.kind === 'figure' ? <FigureView id={target.id} alt={alt ?? ''} /> : null;
  },
  // The section's title is a second-level heading, so everything inside it stands one lower.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children, id }) => <h3 id={id} tabIndex={-1}>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  // A figure is a block; inside a paragraph it would be invalid markup.
  p: ({ children, node }) => (node?.children.length === 1 && node.children[0]?.type === 'element' && node.children[0].tagName === 'img' ? <>{children}</> : <p>{children}</p>),
  table: ({ children, node }) => <TableBox node={node as TextTree | undefined}>{children}</TableBox>,
  // A head over nothing says nothing, and a screen reader would announce it for every cell below.
  th: ({ children }) => (isEmpty(children) ? <td /> : <th scope="col">{children}</th>),
};

interface MarkdownTextProps {
  readonly body: string;
  /** Sets the anchors of this body's footnotes apart from those of any other on the page. */
  readonly id: string;
  /** Further steps between Markdown and screen, such as marks on searched words. Must be the same array while nothing changed. */
  readonly steps?: Options['rehypePlugins'];
}

const noSteps: NonNullable<Options['rehypePlugins']> = [];

/** A body of the content. Raw markup in it is not drawn, and links lead to places in the app only. */
export function MarkdownText({ body, id, steps = noSteps }: MarkdownTextProps) {
  const text = useText();
  const drawn = useMemo(
    () => (
      <Markdown
        remarkPlugins={[remarkGfm]}
        remarkRehypeOptions={{
          clobberPrefix: `${id}-`,
          footnoteLabel: text('manual.footnotes'),
          footnoteBackLabel: (at) => text('manual.footnoteBack', { number: at + 1 }),
        }}
        rehypePlugins={[headingAnchors, ...(steps ?? noSteps)]}
        urlTransform={keepTarget}
        components={components}
      >
        {body}
      </Markdown>
    ),
    [body, id, steps, text],
  );
  return <div className={styles.text}>{drawn}</div>;
}
