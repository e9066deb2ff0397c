import { useState } from 'react';
import type { DeviceSettings } from '../../../../shared/contracts/deviceSettings.ts';
import { changeSettings } from '../../../data/useSettings.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { useLanguageOptions } from '../../../i18n/useLanguageOptions.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from '../FirstStart.module.css';

export function LanguageStep() {
  const text = useText();
  const options = useLanguageOptions();
  const [language, setLanguage] = useState<NonNullable<DeviceSettings['language']>>('en');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void changeSettings({ language });
      }}
    >
      <h1>{text('firstStart.language.title')}</h1>
      <p className={styles.lead}>{text('firstStart.language.text')}</p>
      <Choice label={text('firstStart.language.title')} options={options} value={language} onChange={setLanguage} />
      <div>
        <Button type="submit" look="primary">
          {text('common.continue')}
        </Button>
      </div>
    </form>
  );
}
