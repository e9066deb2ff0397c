import { useState } from 'react';
import type { MessageDraft, MessageFault } from '../../../../shared/domain/messages/message.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { exchangeNow } from '../../../data/messageExchange.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import type { PossibleRecipient } from './recipients.ts';
import { useFingerprints } from './useFingerprints.ts';
import styles from './Messages.module.css';

interface LeavesProps {
  readonly draft: MessageDraft;
  readonly faults: readonly MessageFault[];
  readonly recipients: readonly PossibleRecipient[];
  readonly onBack: () => void;
  readonly onDone: (id: string | null) => void;
}

/** Exactly what leaves, to whom, and what speaks against it. */
export function LeavesList({ draft, faults, recipients, onBack, onDone }: LeavesProps) {
  const text = useText();
  const [isCleared, setCleared] = useState(false);
  const [isSealing, setSealing] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const fingerprints = useFingerprints(recipients);
  const forbids = faults.some((fault) => fault.forbids);
  const needsClearing = faults.some(({ code }) => code === 'to-clear');
  const seal = async (): Promise<void> => {
    setSealing(true);
    const member = await bridge.call('messages.member');
    const account = member.ok ? (member.value?.accountId ?? null) : null;
    const made = await vault.commands.composeMessage(draft, recipients.map(({ entry: _entry, ...recipient }) => recipient), account);
    setSealing(false);
    if (!made.ok) return setProblem(made.error);
    void exchangeNow();
    onDone(made.value.id);
    return undefined;
  };
  return (
    <div className={styles.page}>
      <Card title={text('message.leaves')}>
        <p>{text('message.leaves.text')}</p>
        {faults.map((fault) => <Notice key={`${fault.code}-${fault.what}`} tone={fault.forbids ? 'problem' : 'fact'}>{text(`message.fault.${fault.code}`, { what: fault.what })}</Notice>)}
        <dl className={styles.leaves}>
          <div><dt>{text('message.field.kind')}</dt><dd>{text(`message.kind.${draft.kind}`)}</dd></div>
          <div><dt>{text('message.leaves.title')}</dt><dd><bdi>{draft.title}</bdi></dd></div>
          <div><dt>{text('message.field.text')}</dt><dd className={styles.body} dir="auto">{draft.text}</dd></div>
          <div><dt>{text('message.leaves.attachments')}</dt><dd>{text('message.leaves.noAttachments')}</dd></div>
          <div><dt>{text('message.leaves.sender')}</dt><dd><bdi>{draft.sender}</bdi></dd></div>
          <div><dt>{text('message.leaves.time')}</dt><dd>{text('message.leaves.time.text')}</dd></div>
          <div><dt>{text('message.leaves.address')}</dt><dd>{text('message.leaves.address.text')}</dd></div>
          <div><dt>{text('message.leaves.handling')}</dt><dd>{text(`message.handling.${draft.handling}`)}</dd></div>
          <div>
            <dt>{text('message.leaves.recipients')}</dt>
            <dd>
              <ul>{recipients.map(({ entry, name }) => <li key={entry}><bdi>{name}</bdi> <span className={styles.mono}>{fingerprints.get(entry)}</span></li>)}</ul>
            </dd>
          </div>
        </dl>
        <p className={styles.muted}>{text('message.leaves.server')}</p>
        {needsClearing && !forbids && <Tick isSelected={isCleared} onChange={setCleared}>{text('message.cleared')}</Tick>}
        {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
        <div className={styles.row}>
          <Button look="primary" isDisabled={forbids || isSealing || (needsClearing && !isCleared)} onPress={() => void seal()}>{text('message.send')}</Button>
          <Button look="quiet" onPress={onBack}>{text('message.back')}</Button>
        </div>
      </Card>
    </div>
  );
}
