import { Link } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { useEditionToRead } from '../../../data/publishedReads.ts';
import { contentTarget } from '../contentTarget.ts';
import { TermNote } from './TermNote.tsx';

/** A link of the content, which leads to a place in the app or within the page. What leads nowhere stays as words. */
export function ContentLink({ href, children, ...rest }: ComponentProps<'a'>) {
  const target = contentTarget(href);
  const edition = useEditionToRead();
  if (target === null) return href?.startsWith('#') ? <FootnoteLink {...rest} target={href.slice(1)}>{children}</FootnoteLink> : <span>{children}</span>;
  const { kind, id } = target;
  switch (kind) {
    case 'section':
      if (edition !== null) return <Link to="/manual/editions/$number/$sectionId" params={{ number: String(edition), sectionId: id }}>{children}</Link>;
      return <Link to="/manual/$sectionId" params={{ sectionId: id }}>{children}</Link>;
    case 'task': return <Link to="/onboarding" search={{ task: id }}>{children}</Link>;
    case 'toolkit': return <Link to="/toolkits/$toolkitId" params={{ toolkitId: id }}>{children}</Link>;
    case 'case': return <Link to="/manual/reference/$part/$entryId" params={{ part: 'cases', entryId: id }}>{children}</Link>;
    case 'template': return <Link to="/manual/reference/$part/$entryId" params={{ part: 'templates', entryId: id }}>{children}</Link>;
    case 'term': return <TermNote id={id}>{children}</TermNote>;
    default: return <span>{children}</span>;
  }
}

interface FootnoteLinkProps extends ComponentProps<'a'> {
  readonly target: string;
  readonly children?: ReactNode;
}

/** The address holds the place in the app, so a footnote moves the view and the focus instead of changing the address. */
function FootnoteLink({ target, children, ...rest }: FootnoteLinkProps) {
  return (
    <a
      {...rest}
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        const element = document.getElementById(target);
        if (element === null) return;
        if (!element.matches('a')) element.tabIndex = -1;
        element.focus({ preventScroll: true });
        element.scrollIntoView({ block: 'center' });
      }}
    >
      {children}
    </a>
  );
}
