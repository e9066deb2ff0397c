import { Outlet, useNavigate, useRouteContext, useRouterState } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { type CommandId, isCommandId } from '../../../shared/domain/commands.ts';
import { useText } from '../../i18n/useText.ts';
import { bridge } from '../../platform/bridge.ts';
import { preloadSearchDialog, SearchDialog } from '../../features/search/index.ts';
import { CatchDialog } from '../../features/signals/index.ts';
import { useNewNote } from '../../features/situations/index.ts';
import { CommandContext } from './commandContext.ts';
import { onShortcut } from './shortcuts.ts';
import { Sidebar } from './Sidebar.tsx';
import { TakenBackNotice } from './TakenBackNotice.tsx';
import styles from './Frame.module.css';


/** Sidebar and screen, the search box over both, and the one place where commands are carried out. */
export function Frame() {
  const text = useText();
  const navigate = useNavigate();
  const { lock } = useRouteContext({ from: '__root__' });
  const [searching, setSearching] = useState(false);
  const [catching, setCatching] = useState(false);
  const newNote = useNewNote();
  const main = useRef<HTMLElement>(null);
  const place = useRouterState({ select: (state) => state.location.pathname });

  const run = useCallback(
    (id: CommandId): void => {
      switch (id) {
        case 'vault.lock': return lock();
        case 'search.open': return setSearching(true);
        case 'note.new': return void newNote();
        case 'signal.catch': return setCatching(true);
        case 'go.today': return void navigate({ to: '/today' });
        case 'go.onboarding': return void navigate({ to: '/onboarding' });
        case 'go.manual': return void navigate({ to: '/manual' });
        case 'go.toolkits': return void navigate({ to: '/toolkits' });
        case 'go.situations': return void navigate({ to: '/situations' });
        case 'go.settings': return void navigate({ to: '/settings' });
      }
    },
    [lock, navigate, newNote],
  );

  useEffect(() => {
    const soon = window.requestIdleCallback(preloadSearchDialog);
    return () => window.cancelIdleCallback(soon);
  }, []);
  useEffect(() => onShortcut(window, run), [run]);
  useEffect(() => bridge.on('command', ({ id }) => isCommandId(id) && run(id)), [run]);
  useEffect(() => {
    const take = (): void =>
      void bridge.call('links.take').then((link) => {
        if (link.ok && link.value !== null) void navigate({ to: '/settings', search: { page: 'secretariat', invitation: link.value } });
      });
    take();
    return bridge.on('links.arrived', take);
  }, [navigate]);
  const scrolledFor = useRef(place);
  useEffect(() => {
    // Not for the first place: nothing has been scrolled, and asking for it would have the page laid out at once.
    if (scrolledFor.current !== place) main.current?.scrollTo({ top: 0 });
    scrolledFor.current = place;
  }, [place]);

  return (
    <CommandContext value={run}>
      <div className={styles.frame}>
        <a className={styles.skip} href="#content" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
          {text('app.skip')}
        </a>
        <Sidebar run={run} />
        <main id="content" ref={main} tabIndex={-1} className={styles.main}>
          <TakenBackNotice />
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
        {catching && (
          <Suspense>
            <CatchDialog onClose={() => setCatching(false)} />
          </Suspense>
        )}
        {searching && (
          <Suspense>
            <SearchDialog run={run} onClose={() => setSearching(false)} />
          </Suspense>
        )}
      </div>
    </CommandContext>
  );
}
