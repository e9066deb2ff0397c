import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BackupPlace, BackupState } from '../../../../shared/contracts/backups.ts';
import type { Result } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { fileSize } from '../../../i18n/fileSize.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import styles from '../SettingsScreen.module.css';

const stateKey = ['backups'] as const;
const lookAgainMs = 60_000;

/** What backups there are and when the last one was proved; a further folder of the user's choice. */
export function BackupsCard() {
  const text = useText();
  const queries = useQueryClient();
  const state = useQuery({
    queryKey: stateKey,
    queryFn: async () => {
      const read = await bridge.call('backups.state');
      return read.ok ? read.value : null;
    },
    staleTime: 0,
    refetchInterval: lookAgainMs,
  });
  const act = useMutation({
    mutationFn: (call: 'backups.make' | 'backups.chooseFolder' | 'backups.forgetFolder'): Promise<Result<BackupState | null>> => bridge.call(call),
    onSettled: () => queries.invalidateQueries({ queryKey: stateKey }),
  });
  if (state.data == null) return null;
  const { own, chosen } = state.data;
  const failure = act.data?.ok === false ? act.data.error : null;
  return (
    <Card title={text('backup.title')}>
      <p className={styles.muted}>{text('backup.text')}</p>
      <Place title={text('backup.own')} place={own} />
      {chosen !== null && <Place title={text('backup.chosen')} place={chosen} />}
      <p className={styles.muted}>{text('backup.folder.text')}</p>
      {failure !== null && <Notice tone="problem">{text.failure(failure)}</Notice>}
      <div className={styles.row}>
        <Button isDisabled={act.isPending} onPress={() => act.mutate('backups.make')}>{text(act.isPending ? 'backup.making' : 'backup.now')}</Button>
        <Button isDisabled={act.isPending} look="quiet" onPress={() => act.mutate('backups.chooseFolder')}>{text('backup.folder.choose')}</Button>
        {chosen !== null && <Button isDisabled={act.isPending} look="quiet" onPress={() => act.mutate('backups.forgetFolder')}>{text('backup.folder.forget')}</Button>}
      </div>
    </Card>
  );
}

function Place({ title, place }: { readonly title: string; readonly place: BackupPlace }) {
  const text = useText();
  return (
    <div>
      <h3>{title}</h3>
      <p className={styles.mono}>
        <bdi>{place.folder}</bdi>
      </p>
      <p>{place.last === null ? text('backup.none') : text('backup.last', { when: nearTime(text, place.last.at, Date.now()), records: place.last.records, size: fileSize(text, place.last.bytes), kept: place.kept })}</p>
      {place.failureCode !== null && <Notice tone="problem">{text('backup.failed', { why: text.failure({ code: place.failureCode, messageId: `failure.${place.failureCode}`, details: {} }) })}</Notice>}
    </div>
  );
}
