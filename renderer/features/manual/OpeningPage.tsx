import { Navigate } from '@tanstack/react-router';
import { useSections } from '../../data/publishedReads.ts';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVault } from '../../platform/vault.ts';
import { lastRead } from './lastRead.ts';

/** The Manual opens where the reader left it, and the first time at its first section. */
export function OpeningPage() {
  const text = useText();
  const sections = useSections();
  const read = useVault({ name: 'editionRead' });
  if (sections === undefined || read.state === 'loading') return null;
  const section = lastRead(sections, read.state === 'ready' ? read.value : undefined) ?? sections[0];
  if (section === undefined) return <Empty title={text('manual.missing')} />;
  return <Navigate to="/manual/$sectionId" params={{ sectionId: section.id }} replace />;
}
