import { type ReactNode, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { IntlProvider } from 'react-intl';
import type { DeviceSettings } from '../../shared/contracts/deviceSettings.ts';
import { messages } from '../../shared/messages/en.ts';
import { pseudoMessage } from './pseudo.ts';

type Language = NonNullable<DeviceSettings['language']>;

/** What each language needs: its messages, its direction, and the locale by which dates and the components format. */
const languages: Readonly<Record<Language, { readonly direction: 'ltr' | 'rtl'; readonly formatting: string; readonly components: string; messages(): Record<string, string> }>> = {
  en: { direction: 'ltr', formatting: 'en-GB', components: 'en-GB', messages: () => messages },
  'en-XB': { direction: 'rtl', formatting: 'en-GB', components: 'ar-EG', messages: () => Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, pseudoMessage(text)])) },
};

export function Localized({ language, children }: { readonly language: DeviceSettings['language']; readonly children: ReactNode }) {
  const tag: Language = language ?? 'en';
  const { direction, formatting, components } = languages[tag];
  const catalogue = useMemo(() => languages[tag].messages(), [tag]);
  useEffect(() => {
    document.documentElement.lang = tag === 'en-XB' ? 'en' : tag;
    document.documentElement.dir = direction;
  }, [tag, direction]);
  return (
    <I18nProvider locale={components}>
      <IntlProvider locale={formatting} defaultLocale="en-GB" messages={catalogue}>
        {children}
      </IntlProvider>
    </I18nProvider>
  );
}
