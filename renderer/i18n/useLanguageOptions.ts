import { useEffect, useState } from 'react';
import type { DeviceSettings } from '../../shared/contracts/deviceSettings.ts';
import type { ChoiceOption } from '../design/components/Choice.tsx';
import { bridge } from '../platform/bridge.ts';
import { useText } from './useText.ts';

/** The languages of the interface. The test language is offered only where the app runs from its source. */
export function useLanguageOptions(): readonly ChoiceOption<NonNullable<DeviceSettings['language']>>[] {
  const text = useText();
  const [packaged, setPackaged] = useState(true);
  useEffect(() => {
    void bridge.call('app.info').then((info) => info.ok && setPackaged(info.value.packaged));
  }, []);
  const english = { value: 'en', label: text('firstStart.language.en') } as const;
  return packaged ? [english] : [english, { value: 'en-XB', label: text('firstStart.language.pseudo') }];
}
