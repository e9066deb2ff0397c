import { Link } from '@tanstack/react-router';
import type { EntryType } from '../../../../shared/domain/vault/entry.ts';
import type { WaitingItem } from '../../../vault/sync/exchangeRequests.ts';

/** Entries that have a screen of their own, or stand on one; the others belong to a situation, or to the calendar. */
const entryScreens: Partial<Record<EntryType, '/onboarding' | '/people' | '/manual/margin' | '/manual' | '/handover' | '/signals'>> = {
  ownTask: '/onboarding',
  mandate: '/onboarding',
  actor: '/people',
  mark: '/manual/margin',
  acknowledgement: '/manual',
  receipt: '/handover',
  received: '/handover',
  signal: '/signals',
  signalPart: '/signals',
};

/** The way to what waits, whatever it is. */
export function WaitingLink({ item, children }: { readonly item: WaitingItem; readonly children: React.ReactNode }) {
  const { kind, id, situationId } = item;
  switch (kind) {
    case 'situation':
      return <Link to="/situations/$situationId" params={{ situationId: id }}>{children}</Link>;
    case 'run':
      return <Link to="/runs/$runId" params={{ runId: id }}>{children}</Link>;
    case 'message':
      return <Link to="/network" search={{ part: 'messages', message: id }}>{children}</Link>;
    case 'messageKeys':
      return <Link to="/network" search={{ part: 'messages' }}>{children}</Link>;
    case 'definition':
      return <Link to="/toolkits">{children}</Link>;
    case 'fileLedger':
      return <Link to="/settings" search={{ page: 'sync' }}>{children}</Link>;
    case 'programme':
      return <Link to="/onboarding">{children}</Link>;
    case 'editionRead':
      return <Link to="/manual">{children}</Link>;
    case 'entry':
      return <EntryLink item={item}>{children}</EntryLink>;
    case 'note':
    case 'briefing':
      if (situationId === null) break;
      if (kind === 'note') return <Link to="/situations/$situationId" params={{ situationId }} search={{ note: id }}>{children}</Link>;
      return <Link to="/situations/$situationId/briefings" params={{ situationId }} search={{ briefing: id }}>{children}</Link>;
  }
  return <Link to="/settings" search={{ page: 'general' }}>{children}</Link>;
}

function EntryLink({ item: { id, situationId, entryType }, children }: { readonly item: WaitingItem; readonly children: React.ReactNode }) {
  if (entryType === 'paper') return <Link to="/papers/$paperId" params={{ paperId: id }}>{children}</Link>;
  if (entryType === 'source') return <Link to="/sources" search={{ source: id }}>{children}</Link>;
  const screen = entryType === null ? undefined : entryScreens[entryType];
  if (screen !== undefined) return <Link to={screen}>{children}</Link>;
  if (situationId !== null) return <Link to="/situations/$situationId/warning" params={{ situationId }}>{children}</Link>;
  return <Link to="/calendar">{children}</Link>;
}
