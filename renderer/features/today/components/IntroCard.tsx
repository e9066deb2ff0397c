import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../TodayScreen.module.css';

const steps = [
  { text: 'intro.1', link: 'intro.1.link', to: '/onboarding' },
  { text: 'intro.2', link: 'intro.2.link', to: '/manual' },
  { text: 'intro.3', link: 'intro.3.link', to: '/situations' },
  { text: 'intro.4', link: 'intro.4.link', to: '/people' },
] as const;

/** Which version's introduction was seen. Kept in the vault, so that it is shown to a person and not to a machine. */
export const introKey = 'intro.seen';

/** A short way round, once for each version that brings something new. It takes no key from anyone and holds nothing up. */
export function IntroCard() {
  const text = useText();
  const settings = useVaultValue({ name: 'personalSettings' });
  const [version, setVersion] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const words = useRef<HTMLParagraphElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // What is new comes with the second number; a mending of the third introduces nothing.
    void bridge.call('app.info').then((info) => info.ok && setVersion(info.value.version.split('.').slice(0, 2).join('.')));
  }, []);
  useEffect(() => {
    if (moved.current) words.current?.focus();
  }, [at]);
  if (settings === undefined || version === null || settings[introKey] === version) return null;
  const step = steps[at] ?? steps[0];
  const last = at === steps.length - 1;
  const go = (to: number): void => {
    moved.current = true;
    setAt(to);
  };
  const seen = (): void => void vault.commands.savePersonalSettings({ [introKey]: version });
  return (
    <Card title={text('intro.title')} aside={<span className={styles.muted}>{text('intro.step', { step: at + 1, total: steps.length })}</span>}>
      <p ref={words} tabIndex={-1}>{text(step.text)}</p>
      <p><Link to={step.to}>{text(step.link)}</Link></p>
      <div className={styles.row}>
        <Button onPress={() => (last ? seen() : go(at + 1))}>{text(last ? 'intro.done' : 'intro.next')}</Button>
        {at > 0 && <Button look="quiet" onPress={() => go(at - 1)}>{text('intro.back')}</Button>}
        {!last && <Button look="quiet" onPress={seen}>{text('intro.skip')}</Button>}
      </div>
    </Card>
  );
}
