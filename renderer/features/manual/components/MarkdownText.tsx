import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { headingId } from '../headingId.ts';
import { markWords } from '../markWords.ts';
import { FigureView } from './FigureView.tsx';
import { TermNote } from './TermNote.tsx';
import styles from './MarkdownText.module.css';

/** Only the schemes that the content may use; anything else loses its target and stays readable. */
const knownTarget = /^(section|task|toolkit|template|term|case|figure):([a-z0-9-]+)$/;
const keepTarget = (url: string): string => (knownTarget.test(url) || url.startsWith('#') ? url : '');

function Target({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }) {
  const [, kind, id] = knownTarget.exec(href ?? '') ?? [];
  if (id === undefined) return href?.startsWith('#') ? <FootnoteLink target={href.slice(1)}>{children}</FootnoteLink> : <span>{children}</span>;
  switch (kind) {
    case 'section': return <Link to="/manual/$sectionId" params={{ sectionId: id }}>{children}</Link>;
    case 'task': return <Link to="/onboarding" search={{ task: id }}>{children}</Link>;
    case 'toolkit': return <Link to="/toolkits/$toolkitId" params={{ toolkitId: id }}>{children}</Link>;
    case 'term': return <TermNote id={id}>{children}</TermNote>;
    default: return <span>{children}</span>;
  }
}

/** The address holds the place in the app, so a footnote moves the view instead of changing the address. */
function FootnoteLink({ target, children }: { readonly target: string; readonly children?: ReactNode }) {
  return (
    <a
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        const element = document.getElementById(target);
        element?.scrollIntoView({ block: 'center' });
        element?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
      }}
    >
      {children}
    </a>
  );
}

const components: Components = {
  a: ({ href, children }) => <Target href={href}>{children}</Target>,
  img: ({ src, alt }) => {
    const [, kind, id] = knownTarget.exec(typeof src === 'string' ? src : '') ?? [];
    return kind === 'figure' && id !== undefined ? <FigureView id={id} alt={alt ?? ''} /> : null;
  },
  h2: ({ children, id }) => <h3 id={id ?? headingId(plain(children))}>{children}</h3>,
  h3: ({ children, id }) => <h4 id={id ?? headingId(plain(children))}>{children}</h4>,
  // A figure is a block; inside a paragraph it would be invalid markup.
  p: ({ children, node }) => (node?.children.length === 1 && node.children[0]?.type === 'element' && node.children[0].tagName === 'img' ? <>{children}</> : <p>{children}</p>),
  table: ({ children }) => (
    <div className={styles.table} tabIndex={0} role="group">
      <table>{children}</table>
    </div>
  ),
};

const plain = (children: ReactNode): string => (Array.isArray(children) ? children.map(plain).join('') : typeof children === 'string' ? children : '');

/** A section's body. Raw markup in it is not drawn, links lead to places in the app only, and searched words are marked. */
export function MarkdownText({ body, find }: { readonly body: string; readonly find?: string | undefined }) {
  const marked = useMemo(() => (find === undefined || find.trim() === '' ? [] : [markWords(find)]), [find]);
  return (
    <div className={styles.text}>
      <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={marked} urlTransform={keepTarget} components={components}>
        {body}
      </Markdown>
    </div>
  );
}
