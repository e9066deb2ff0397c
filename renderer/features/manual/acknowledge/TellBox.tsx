import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { tellSecretariat, useTellingProblem } from '../../../data/acknowledgementExchange.ts';
import { toldOf } from '../../../data/exchangeAcknowledgements.ts';
import { useSecretariat } from '../../../data/secretariatQueries.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { exactDate, nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './Acknowledge.module.css';

/** Lets the reader tell the Secretariat of one acknowledgement, with all that leaves shown before, and take it back. Nothing where none was joined. */
export function TellBox({ given }: { readonly given: StoredEntry<'acknowledgement'> }) {
  const text = useText();
  const joined = useSecretariat().data?.joined ?? null;
  const late = useTellingProblem();
  const [failure, setFailure] = useState<Failure | null>(null);
  const telling = given.telling ?? null;
  if (joined === null) return <p className={styles.quiet}>{text('acknowledge.tell.notJoined')}</p>;
  const choose = async (tells: boolean): Promise<void> => {
    const kept = await tellSecretariat(given, tells);
    setFailure(kept.ok ? null : kept.error);
  };
  const told = toldOf(given);
  return (
    <div className={styles.tell}>
      {telling === null && <p>{text('acknowledge.tell.ask', { secretariat: joined.secretariat })}</p>}
      {telling?.state !== 'takeBack' && (
        <dl className={styles.facts} aria-label={text('acknowledge.tell.facts')}>
          <dt>{text('acknowledge.tell.section')}</dt>
          <dd><bdi>{given.sectionName}</bdi></dd>
          <dt>{text('acknowledge.tell.edition')}</dt>
          <dd>{told.edition}</dd>
          <dt>{text('acknowledge.tell.on')}</dt>
          <dd>{exactDate(text, told.readOn)}</dd>
          <dt>{text('acknowledge.tell.who')}</dt>
          <dd>{text('acknowledge.tell.account')}</dd>
          <dt>{text('acknowledge.tell.text')}</dt>
          <dd className={styles.mono} dir="ltr">{told.sha256.slice(0, 16)}</dd>
        </dl>
      )}
      {telling !== null && <p role="status">{text(`acknowledge.tell.${telling.state}`, { when: nearTime(text, telling.at, Date.now()) })}</p>}
      <div>
        {telling === null && <Button onPress={() => void choose(true)}>{text('acknowledge.tell.send')}</Button>}
        {telling !== null && telling.state !== 'takeBack' && <Button look="quiet" onPress={() => void choose(false)}>{text('acknowledge.tell.back')}</Button>}
      </div>
      {failure !== null && <Notice tone="problem">{text.failure(failure)}</Notice>}
      {failure === null && late !== null && telling !== null && telling.state !== 'told' && <Notice tone="fact">{text('consent.late')}</Notice>}
    </div>
  );
}
