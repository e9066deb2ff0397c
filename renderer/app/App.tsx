import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useSettings, useTheme } from '../data/useSettings.ts';
import type { DeviceSettings } from '../../shared/contracts/deviceSettings.ts';
import type { UnlockReport } from '../../shared/domain/vault/vaultStatus.ts';
import { Localized } from '../i18n/Localized.tsx';
import { dropPracticeDatabase, inPractice } from '../platform/practice.ts';
import { useVault, useVaultStatus } from '../platform/vault.ts';
import { FirstStart } from '../features/firstStart/index.ts';
import { PracticeBanner, PracticeStart } from '../features/practice/index.ts';
import { UnlockScreen } from '../features/unlock/index.ts';
import { loadable, loadSoon } from '../platform/loadable.ts';
import { CrashScreen } from './CrashScreen.tsx';

/** Everything behind the lock. It is fetched while the passphrase is typed, so that the lock screen does not wait for it. */
const Workspace = loadable(() => import('./Workspace.tsx').then((module) => module.Workspace), 'asked');

const Feeds = loadable(() => import('./Feeds.tsx').then((module) => module.Feeds), 'asked');

/** Answers of the main process are kept while the vault is open and never written to disk; `networkMode` is off because they come over the bridge. */
const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false }, mutations: { networkMode: 'always', retry: false } } });

export function App() {
  const settings = useSettings();
  if (settings === null) return null;
  return (
    <QueryClientProvider client={queries}>
      <Localized language={settings.language}>
        <CrashScreen>
          <Appearance settings={settings} />
          <Suspense fallback={null}><Feeds /></Suspense>
          {inPractice && <PracticeBanner />}
          <Gate settings={settings} />
        </CrashScreen>
      </Localized>
    </QueryClientProvider>
  );
}

function Appearance({ settings }: { readonly settings: DeviceSettings }) {
  const theme = useTheme(settings.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.dataset.zoom = String(settings.textSizePercent);
  }, [settings.textSizePercent]);
  return null;
}

/** First start, locked or open: decides which of the three is shown, and nothing else. */
function Gate({ settings }: { readonly settings: DeviceSettings }) {
  useEffect(() => {
    void Workspace.load().then(loadSoon, () => undefined);
    // A practice that a crash cut off leaves sealed records behind; nothing of it is to stay.
    if (!inPractice) void dropPracticeDatabase();
  }, []);
  const status = useVaultStatus();
  const profile = useVault({ name: 'profile' });
  const [report, setReport] = useState<UnlockReport | null>(null);
  const [creating, setCreating] = useState(false);
  /** The sample vault is being made: from the first moment until it has a profile, whatever the vault's status says in between. */
  const preparing = useRef(false);
  /** The first start is on screen, and stays there while what it made is read for the first time. */
  const began = useRef(false);

  if (status === 'checking') return null;
  const profileMissing = profile.state === 'ready' && profile.value === null;
  if (inPractice && (status === 'none' || (status === 'open' && profileMissing))) preparing.current = true;
  if (profile.state === 'ready' && profile.value !== null) preparing.current = false;
  if (preparing.current) return <Suspense><PracticeStart /></Suspense>;
  const starting = settings.language === null || status === 'none' || creating || (status === 'open' && profileMissing);
  if (starting) began.current = true;
  else if (status !== 'open' || profile.state !== 'loading') began.current = false;
  if (began.current) {
    return (
      <Suspense>
        <FirstStart language={settings.language} vaultStatus={status} onVaultStep={setCreating} />
      </Suspense>
    );
  }
  if (status === 'locked' || status === 'opening') return <UnlockScreen onOpened={setReport} />;
  if (profile.state === 'loading') return null;
  return (
    <Suspense>
      <Workspace queries={queries} lockAfterMinutes={settings.lockAfterMinutes} report={report} />
    </Suspense>
  );
}
