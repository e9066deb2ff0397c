import type { DeviceSettings } from '../../../../shared/contracts/deviceSettings.ts';
import { changeSettings, useSettings } from '../../../data/useSettings.ts';
import { useEditionState } from '../../../data/secretariatQueries.ts';
import { Choice } from '../../../design/components/Choice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { languageName } from '../../../i18n/languageName.ts';
import { useLanguageOptions } from '../../../i18n/useLanguageOptions.ts';
import { PracticeCard } from '../../practice/index.ts';
import { useText } from '../../../i18n/useText.ts';

const sizes = [80, 90, 100, 110, 125, 150, 175, 200] as const;

export function GeneralPage() {
  const text = useText();
  const settings = useSettings();
  const languages = useLanguageOptions();
  if (settings === null) return null;
  return (
    <>
      <Choice label={text('settings.language')} options={languages} value={settings.language} onChange={(language) => void changeSettings({ language })} />
      <ManualLanguage chosen={settings.manualLanguage} />
      <Choice
        label={text('settings.theme')}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: text(`settings.theme.${value}`) }))}
        value={settings.theme}
        onChange={(theme) => void changeSettings({ theme })}
        inline
      />
      <Select
        label={text('settings.textSize')}
        options={sizes.map((percent) => ({ value: String(percent), label: text('settings.percent', { percent }) }))}
        value={String(settings.textSizePercent)}
        onChange={(value) => void changeSettings({ textSizePercent: Number(value) as DeviceSettings['textSizePercent'] })}
      />
      <PracticeCard />
    </>
  );
}

const original = 'original';

/** Shown once translators have published something, or while a language is chosen that is no longer offered. */
function ManualLanguage({ chosen }: { readonly chosen: string | null }) {
  const text = useText();
  const edition = useEditionState().data;
  const offered = [...new Set([...(edition?.translations ?? []), ...(chosen === null ? [] : [chosen])])];
  if (edition === undefined || offered.length === 0) return null;
  return (
    <Select
      label={text('settings.manualLanguage')}
      description={text('settings.manualLanguage.help')}
      options={[{ value: original, label: text('settings.manualLanguage.original', { language: languageName(edition.language) }) }, ...offered.map((value) => ({ value, label: languageName(value) }))]}
      value={chosen ?? original}
      onChange={(value) => void changeSettings({ manualLanguage: value === original ? null : value })}
    />
  );
}
