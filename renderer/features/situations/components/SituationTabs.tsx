import { Link } from '@tanstack/react-router';
import { PageTabs, pageTab } from '../../../design/components/PageTabs.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';

export type SituationTab = 'notes' | 'assessment' | 'warning' | 'scenarios' | 'options' | 'timeline' | 'sources' | 'briefings';

/** The parts of a situation. Each is a screen of its own with its own address. */
export function SituationTabs({ situationId, current }: { readonly situationId: string; readonly current: SituationTab }) {
  const text = useText();
  const notes = useVaultValue({ name: 'notes', situationId })?.filter((note) => note.trashedAt === null).length;
  const briefings = useVaultValue({ name: 'briefings', situationId })?.filter((briefing) => briefing.trashedAt === null).length;
  const alarms = useVaultValue({ name: 'entries', type: 'alarm' })?.filter((alarm) => alarm.situationId === situationId && alarm.closedAt === null).length ?? 0;
  const mark = (tab: SituationTab) => pageTab(tab === current);
  return (
    <PageTabs label={text('situation.tabs')}>
      <Link to="/situations/$situationId" params={{ situationId }} {...mark('notes')}>
        {text('situation.tab.notes')} {notes}
      </Link>
      <Link to="/situations/$situationId/assessment" params={{ situationId }} {...mark('assessment')}>
        {text('situation.tab.assessment')}
      </Link>
      <Link to="/situations/$situationId/warning" params={{ situationId }} {...mark('warning')}>
        {text('situation.tab.warning')} {alarms > 0 && alarms}
      </Link>
      <Link to="/situations/$situationId/scenarios" params={{ situationId }} {...mark('scenarios')}>
        {text('situation.tab.scenarios')}
      </Link>
      <Link to="/situations/$situationId/options" params={{ situationId }} {...mark('options')}>
        {text('situation.tab.options')}
      </Link>
      <Link to="/situations/$situationId/timeline" params={{ situationId }} {...mark('timeline')}>
        {text('situation.tab.timeline')}
      </Link>
      <Link to="/situations/$situationId/sources" params={{ situationId }} {...mark('sources')}>
        {text('situation.tab.sources')}
      </Link>
      <Link to="/situations/$situationId/briefings" params={{ situationId }} {...mark('briefings')}>
        {text('situation.tab.briefings')} {briefings}
      </Link>
    </PageTabs>
  );
}
