import type { DeviceSettings } from '../../../../shared/contracts/deviceSettings.ts';
import { changeSettings, useSettings } from '../../../data/useSettings.ts';
import { Choice } from '../../../design/components/Choice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { useLanguageOptions } from '../../../i18n/useLanguageOptions.ts';
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
    </>
  );
}
