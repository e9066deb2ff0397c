import { useState } from 'react';
import { useCommand } from '../../../app/shell/commandContext.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../SettingsScreen.module.css';

/** Which situations, where the file goes, and the passphrase that proves it. After the work the app locks. */
export function LeaveForm({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const run = useCommand();
  const situations = useVaultValue({ name: 'situations' });
  const sources = useVaultValue({ name: 'entries', type: 'source' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [withSources, setWithSources] = useState(false);
  const [place, setPlace] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ readonly field: 'passphrase' | null; readonly said: string } | null>(null);

  const choosePlace = async (): Promise<void> => {
    const asked = await bridge.call('travel.choosePlace');
    if (!asked.ok) return setProblem({ field: null, said: text.failure(asked.error) });
    if (asked.value === null) return undefined;
    setProblem(null);
    return setPlace(asked.value.name);
  };
  const leave = async (): Promise<void> => {
    if (chosen.size === 0 && !withSources) return setProblem({ field: null, said: text('travel.missing.choice') });
    if (place === null) return setProblem({ field: null, said: text('travel.missing.place') });
    if (passphrase === '') return setProblem({ field: 'passphrase', said: text('travel.missing.passphrase') });
    setWorking(true);
    const left = await vault.commands.leaveAtHome([...chosen], withSources, passphrase);
    setPassphrase('');
    if (left.ok) return run('vault.lock'); // the window still holds what it showed
    setWorking(false);
    return setProblem({ field: left.error.code === 'vault.wrongPassphrase' ? 'passphrase' : null, said: text.failure(left.error) });
  };

  if (situations === undefined || sources === undefined) return null;
  if (situations.length === 0 && sources.length === 0) {
    return (
      <>
        <p>{text('travel.none')}</p>
        <div className={styles.row}><Button look="quiet" onPress={onClose}>{text('common.cancel')}</Button></div>
      </>
    );
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void leave();
      }}
    >
      <fieldset className={styles.choices} disabled={working}>
        <legend>{text('travel.choose')}</legend>
        {situations.map(({ id, name }) => (
          <Tick
            key={id}
            isSelected={chosen.has(id)}
            onChange={(on) => {
              setProblem(null);
              setChosen((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)));
            }}
          >
            <bdi>{name}</bdi>
          </Tick>
        ))}
        {sources.length > 0 && (
          <Tick isSelected={withSources} onChange={setWithSources}>
            {text('travel.sources')}
          </Tick>
        )}
      </fieldset>
      <div>
        <div className={styles.row}>
          <Button isDisabled={working} onPress={() => void choosePlace()}>{text('travel.place.choose')}</Button>
          {place !== null && <bdi>{place}</bdi>}
        </div>
        <p className={styles.muted}>{text('travel.place.help')}</p>
      </div>
      <TextField
        label={text('travel.passphrase')}
        description={text('travel.passphrase.help')}
        type="password"
        autoComplete="current-password"
        value={passphrase}
        onChange={(value) => {
          setPassphrase(value);
          setProblem(null);
        }}
        error={problem?.field === 'passphrase' ? problem.said : undefined}
      />
      <p>{text('travel.after')}</p>
      {problem !== null && problem.field === null && <Notice tone="problem">{problem.said}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="danger" isDisabled={working}>{text(working ? 'travel.doing' : 'travel.do')}</Button>
        <Button look="quiet" isDisabled={working} onPress={onClose}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
