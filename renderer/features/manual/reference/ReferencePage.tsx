import { Link, useParams } from '@tanstack/react-router';
import { Empty } from '../../../design/components/Empty.tsx';
import { useText } from '../../../i18n/useText.ts';
import { CaseList } from './CaseList.tsx';
import { CaseView } from './CaseView.tsx';
import { Cover } from './Cover.tsx';
import { Glossary } from './Glossary.tsx';
import { isReferencePart } from './referenceParts.ts';
import { TemplateList } from './TemplateList.tsx';
import { TemplateView } from './TemplateView.tsx';
import { Timeline } from './Timeline.tsx';

/** A part of the reference, or one entry of it. */
export function ReferencePage() {
  const text = useText();
  const { part, entryId } = useParams({ strict: false });
  if (!isReferencePart(part)) return <Empty title={text('reference.missing')} action={<Link to="/manual">{text('manual.missing.action')}</Link>} />;
  switch (part) {
    case 'about': return <Cover />;
    case 'glossary': return <Glossary entryId={entryId} />;
    case 'timeline': return <Timeline />;
    case 'cases': return entryId === undefined ? <CaseList /> : <CaseView key={entryId} id={entryId} />;
    case 'templates': return entryId === undefined ? <TemplateList /> : <TemplateView key={entryId} id={entryId} />;
  }
}
