import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { advancePercent } from '../../../../shared/domain/vault/exchangeState.ts';
import { useSecretariat } from '../../../data/secretariatQueries.ts';
import { changeSettings, useSettings } from '../../../data/useSettings.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { ByFileCard } from './ByFileCard.tsx';
import { FilesCard } from './FilesCard.tsx';
import { WaitingList } from './WaitingList.tsx';
import styles from '../SettingsScreen.module.css';

const limits = [1, 5, 20, 100] as const;

/** How the exchange between this person's devices stands, what waits, and what is never sent. */
export function SyncPage() {
  const text = useText();
  const joined = useSecretariat().data?.joined ?? null;
  const settings = useSettings();
  const exchange = useVaultValue({ name: 'exchange' });
  const filesMove = Object.keys(useVaultValue({ name: 'filePlaces' })?.files ?? {}).length > 0;
  const [working, setWorking] = useState(false);
  useEffect(() => void vault.exchange.nudge(), []);
  if (exchange === undefined) return null;
  const { phase, advance, failureCode, lastExchangeAt, held, troubles, waiting, tooLarge } = exchange;
  const exchangeNow = async (): Promise<void> => {
    setWorking(true);
    await bridge.call('secretariat.sync.allow');
    await vault.exchange.now();
    setWorking(false);
  };
  return (
    <>
      <Card title={text('exchange.state')}>
        {phase === 'off' && <p className={styles.muted}>{text(joined === null ? 'exchange.off.notJoined' : 'exchange.off')}</p>}
        {phase === 'off' && <p><Link to="/settings" search={{ page: joined === null ? 'secretariat' : 'devices' }}>{text(joined === null ? 'settings.secretariat' : 'devices.page')}</Link></p>}
        {phase === 'stuck' && failureCode !== null && <Notice tone="problem">{text.failure({ code: failureCode, messageId: `failure.${failureCode}`, details: {} })}</Notice>}
        {phase !== 'off' && phase !== 'stuck' && !(phase === 'resting' && tooLarge > 0) && <p role="status">{text(phase === 'resting' && filesMove ? 'exchange.phase.files' : `exchange.phase.${phase}`)}</p>}
        {advance !== null && <p className={styles.muted}>{text(`exchange.line.${advance.way}.detail`, { percent: advancePercent(advance) })}</p>}
        {phase !== 'off' && held > 0 && <Notice>{text('exchange.held', { count: held })}</Notice>}
        {phase !== 'off' && tooLarge > 0 && <Notice tone="problem">{text('exchange.tooLarge', { count: tooLarge })}</Notice>}
        {phase !== 'off' && troubles > 0 && <Notice>{text('exchange.mended', { count: troubles })}</Notice>}
        {joined !== null && phase !== 'off' && (
          <>
            <dl className={styles.facts}>
              <dt>{text('exchange.last')}</dt>
              <dd>{lastExchangeAt === null ? text('secretariat.never') : nearTime(text, lastExchangeAt, Date.now())}</dd>
              <dt>{text('exchange.server')}</dt>
              <dd><bdi dir="ltr">{joined.address}</bdi></dd>
              <dt>{text('secretariat.fingerprint')}</dt>
              <dd className={styles.mono}><bdi dir="ltr">{joined.fingerprint}</bdi></dd>
            </dl>
            <div className={styles.row}>
              <Button isDisabled={working} onPress={() => void exchangeNow()}>{text(working ? 'exchange.now.doing' : 'exchange.now')}</Button>
            </div>
            {settings !== null && (
              <Select
                label={text('exchange.limit')}
                description={text('exchange.limit.help')}
                options={[{ value: 'none', label: text('exchange.limit.none') }, ...limits.map((mb) => ({ value: String(mb), label: text('exchange.limit.mb', { mb }) }))]}
                value={settings.exchangeLimitMb === null ? 'none' : String(settings.exchangeLimitMb)}
                onChange={(value) => void changeSettings({ exchangeLimitMb: limits.find((mb) => String(mb) === value) ?? null })}
              />
            )}
          </>
        )}
      </Card>
      {joined !== null && <WaitingList count={waiting} isOn={phase !== 'off'} />}
      {phase !== 'off' && <FilesCard />}
      {phase !== 'off' && <ByFileCard />}
      <Card title={text('exchange.never')}>
        <p className={styles.muted}>{text('exchange.never.text')}</p>
      </Card>
    </>
  );
}
