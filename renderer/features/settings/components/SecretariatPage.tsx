import { useState } from 'react';
import type { EditionState } from '../../../../shared/contracts/edition.ts';
import type { SecretariatState } from '../../../../shared/contracts/secretariatState.ts';
import { useCheckEditions, useEditionState, useLeave, useSecretariat } from '../../../data/secretariatQueries.ts';
import { forgetProgress, useProgressChoice } from '../../../data/progressExchange.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { type TextTools, useText } from '../../../i18n/useText.ts';
import { ConsentCard } from '../../consent/index.ts';
import { EditionFileCard, WithdrawnNotice } from '../../editions/index.ts';
import { JoinForm } from './JoinForm.tsx';
import styles from '../SettingsScreen.module.css';

/** Joining a Secretariat, how things stand with it, and what is never sent. */
export function SecretariatPage() {
  const text = useText();
  const secretariat = useSecretariat().data;
  const edition = useEditionState().data;
  if (secretariat === undefined) return null;
  return (
    <>
      <WithdrawnNotice />
      {secretariat.joined === null ? <JoinForm /> : <Joined secretariat={secretariat} joined={secretariat.joined} edition={edition} />}
      {secretariat.joined !== null && <ConsentCard />}
      <EditionFileCard />
      <Card title={text('secretariat.neverSent')}>
        <p className={styles.muted}>{text('secretariat.neverSent.text')}</p>
      </Card>
    </>
  );
}

interface JoinedProps {
  readonly secretariat: SecretariatState;
  readonly joined: NonNullable<SecretariatState['joined']>;
  readonly edition: EditionState | undefined;
}

function Joined({ secretariat, joined, edition }: JoinedProps) {
  const text = useText();
  const check = useCheckEditions();
  const leave = useLeave();
  const choice = useProgressChoice();
  const leaveForGood = async (): Promise<void> => {
    if (choice !== undefined) await forgetProgress(choice);
    leave.mutate(undefined, { onSettled: () => setLeaving(false) });
  };
  const [leaving, setLeaving] = useState(false);
  const refusal = edition?.refusal ?? null;
  return (
    <Card title={joined.secretariat}>
      <p className={styles.muted}>{text(`secretariat.reachable.${secretariat.reachable}`)}</p>
      <dl className={styles.facts}>
        <dt>{text('secretariat.address')}</dt>
        <dd><bdi dir="ltr">{joined.address}</bdi></dd>
        <dt>{text('secretariat.fingerprint')}</dt>
        <dd className={styles.mono}><bdi dir="ltr">{joined.fingerprint}</bdi></dd>
        <dt>{text('secretariat.joinedAt')}</dt>
        <dd>{nearTime(text, joined.joinedAt, Date.now())}</dd>
        <dt>{text('secretariat.lastExchange')}</dt>
        <dd>{secretariat.lastExchangeAt === null ? text('secretariat.never') : nearTime(text, secretariat.lastExchangeAt, Date.now())}</dd>
        <dt>{text('secretariat.edition')}</dt>
        <dd>{edition === undefined ? '' : `${edition.edition} · ${confirmationWords(text, edition)}`}</dd>
      </dl>
      {edition?.ahead != null && <p className={styles.muted}>{text('secretariat.ahead', { edition: edition.ahead.edition, percent: edition.ahead.percent })}</p>}
      {refusal !== null && <Notice tone="problem">{text.failure({ code: refusal.code, messageId: `failure.${refusal.code}`, details: {} })}</Notice>}
      <div className={styles.row}>
        <Button onPress={() => check.mutate()} isDisabled={check.isPending || edition?.checking === true}>
          {text(check.isPending || edition?.checking === true ? 'secretariat.checking' : 'secretariat.check')}
        </Button>
        <Button look="quiet" onPress={() => setLeaving(true)}>{text('secretariat.leave')}</Button>
      </div>
      {check.error !== null && refusal === null && <Notice tone="problem">{text.failure(check.error.failure)}</Notice>}
      <Dialog title={text('secretariat.leave.title')} isOpen={leaving} onClose={() => setLeaving(false)}>
        <p className={styles.muted}>{text('secretariat.leave.text')}</p>
        <div className={styles.row}>
          <Button look="danger" onPress={() => void leaveForGood()}>{text('secretariat.leave')}</Button>
          <Button look="quiet" onPress={() => setLeaving(false)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </Card>
  );
}

const confirmationWords = (text: TextTools, edition: EditionState): string =>
  text(`manual.state.${edition.confirmation}`, { when: edition.confirmedAt === null ? '' : nearTime(text, edition.confirmedAt, Date.now()) });
