import { Link } from '@tanstack/react-router';
import { BookOpen, CalendarDays, Inbox, ListChecks, Lock, MapPin, Network, PackageOpen, Route, Settings, Sun, Users } from 'lucide-react';
import type { CommandId } from '../../../shared/domain/commands.ts';
import { useText } from '../../i18n/useText.ts';
import { useReminders } from '../../features/calendar/index.ts';
import { useNoteDays } from '../../features/situations/index.ts';
import { usePlan } from '../../features/onboarding/index.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { Mark } from './Mark.tsx';
import { shortcutText } from './shortcuts.ts';
import { SyncLine } from './SyncLine.tsx';
import styles from './Sidebar.module.css';

export function Sidebar({ run }: { readonly run: (id: CommandId) => void }) {
  const text = useText();
  const plan = usePlan();
  useReminders();
  useNoteDays();
  const situations = useVaultValue({ name: 'situations' });
  const followed = situations?.filter((situation) => situation.archivedAt === null && situation.stage !== 'closed').length ?? 0;
  const waiting = useVaultValue({ name: 'entries', type: 'signal' })?.filter(({ filedAt }) => filedAt === null).length ?? 0;
  const places = [
    { to: '/today', icon: Sun, label: text('command.go.today'), count: '' },
    { to: '/onboarding', icon: Route, label: text('command.go.onboarding'), count: plan === undefined ? '' : `${plan.settled}/${plan.tasks.length}` },
    { to: '/manual', icon: BookOpen, label: text('command.go.manual'), count: '' },
    { to: '/toolkits', icon: ListChecks, label: text('command.go.toolkits'), count: '' },
    { to: '/situations', icon: MapPin, label: text('command.go.situations'), count: followed > 0 ? String(followed) : '' },
    { to: '/signals', icon: Inbox, label: text('signals.title'), count: waiting > 0 ? String(waiting) : '' },
    { to: '/people', icon: Users, label: text('people.title'), count: '' },
    { to: '/network', icon: Network, label: text('network.title'), count: '' },
    { to: '/calendar', icon: CalendarDays, label: text('calendar.title'), count: '' },
    { to: '/handover', icon: PackageOpen, label: text('handover.title'), count: '' },
  ] as const;
  return (
    <nav className={styles.side} aria-label={text('app.sections')}>
      <div className={styles.brand}>
        <Mark />
        <span className={styles.words}>
          {text('app.name')}
          <small>{text('app.kind')}</small>
        </span>
      </div>
      <ul>
        {places.map(({ to, icon: Icon, label, count }) => (
          <li key={to}>
            <Link to={to} className={styles.item} activeProps={{ 'data-active': 'true', 'aria-current': 'page' }} title={label}>
              <Icon size={18} aria-hidden="true" />
              <span className={styles.label}>{label}</span>
              <span className={styles.count}>{count}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <SyncLine />
        <button type="button" className={styles.item} onClick={() => run('vault.lock')} title={text('command.vault.lock')}>
          <Lock size={18} aria-hidden="true" />
          <span className={styles.label}>{text('command.vault.lock')}</span>
          <span className={styles.count}>{shortcutText('vault.lock')}</span>
        </button>
        <Link to="/settings" className={styles.item} activeProps={{ 'data-active': 'true', 'aria-current': 'page' }} title={text('command.go.settings')}>
          <Settings size={18} aria-hidden="true" />
          <span className={styles.label}>{text('command.go.settings')}</span>
        </Link>
      </div>
    </nav>
  );
}
