import { Link, useSearch } from '@tanstack/react-router';
import { Screen } from '../../app/shell/Screen.tsx';
import { useText } from '../../i18n/useText.ts';
import { AboutPage } from './components/AboutPage.tsx';
import { DevicesPage } from './components/DevicesPage.tsx';
import { GeneralPage } from './components/GeneralPage.tsx';
import { SecretariatPage } from './components/SecretariatPage.tsx';
import { SyncPage } from './components/SyncPage.tsx';
import { VaultPage } from './components/VaultPage.tsx';
import styles from './SettingsScreen.module.css';

const pages = [
  { id: 'general', messageId: 'settings.general', Page: GeneralPage },
  { id: 'vault', messageId: 'settings.vault', Page: VaultPage },
  { id: 'secretariat', messageId: 'settings.secretariat', Page: SecretariatPage },
  { id: 'devices', messageId: 'devices.page', Page: DevicesPage },
  { id: 'sync', messageId: 'exchange.page', Page: SyncPage },
  { id: 'about', messageId: 'settings.about', Page: AboutPage },
] as const;

export function SettingsScreen() {
  const text = useText();
  const search = useSearch({ from: '/settings' });
  const { id, messageId, Page } = pages.find((page) => page.id === search.page) ?? pages[0];
  return (
    <Screen title={text('settings.title')}>
      <div className={styles.columns}>
        <nav aria-label={text('settings.pages')}>
          <ul className={styles.pages}>
            {pages.map((page) => (
              <li key={page.id}>
                <Link to="/settings" search={{ page: page.id }} className={styles.page} aria-current={page.id === id ? 'page' : undefined}>
                  {text(page.messageId)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <section className={styles.content} aria-label={text(messageId)}>
          <Page />
        </section>
      </div>
    </Screen>
  );
}
