import { useEffect, useState } from 'react';
import type { Network } from '../../../../shared/content/network.schema.ts';
import { maxMessageText, messageHandlings, messageKinds, type MessageDraft, type MessageFault } from '../../../../shared/domain/messages/message.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { LeavesList } from './LeavesList.tsx';
import { possibleRecipients } from './recipients.ts';
import styles from './Messages.module.css';

interface ComposeProps {
  readonly network: Network | null;
  readonly search: { readonly message?: string | undefined; readonly to?: string | undefined; readonly note?: string | undefined; readonly briefing?: string | undefined };
  /** The message that was made; null when nothing was. */
  readonly onDone: (id: string | null) => void;
}

type Missing = 'to' | 'title' | 'text' | 'sender';

/** Writing to named recipients: first the text, then exactly what leaves. Nothing is sealed before that was seen. */
export function ComposeMessage({ network, search, onDone }: ComposeProps) {
  const text = useText();
  const possible = possibleRecipients(network);
  const profile = useVaultValue({ name: 'profile' });
  const isEntry = search.message === 'entry';
  const source: MessageDraft['source'] = search.note !== undefined ? { kind: 'note', id: search.note } : search.briefing !== undefined ? { kind: 'briefing', id: search.briefing } : null;
  const [kind, setKind] = useState<MessageDraft['kind']>(isEntry ? 'entry' : (source?.kind ?? 'question'));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(search.to === undefined ? [] : [search.to]));
  const [fields, setFields] = useState<{ title: string; text: string; sender: string | null }>({ title: isEntry ? text('message.entry.title') : '', text: isEntry ? text('message.entry.text') : '', sender: null });
  const [handling, setHandling] = useState<MessageDraft['handling']>('named-people');
  const [missing, setMissing] = useState<ReadonlySet<Missing>>(new Set());
  const [checked, setChecked] = useState<{ readonly draft: MessageDraft; readonly faults: readonly MessageFault[] } | null>(null);
  const { note, briefing } = search;
  useEffect(() => {
    const from = note !== undefined ? ({ kind: 'note', id: note } as const) : briefing !== undefined ? ({ kind: 'briefing', id: briefing } as const) : null;
    if (from === null) return;
    void vault.commands.messageText(from).then((taken) => taken.ok && setFields((before) => (before.text === '' ? { ...before, ...taken.value } : before)));
  }, [note, briefing]);

  const sender = fields.sender ?? (profile?.country ?? '');
  const recipients = possible.filter(({ entry }) => chosen.has(entry));
  const look = async (): Promise<void> => {
    const wrong = new Set<Missing>();
    if (recipients.length === 0) wrong.add('to');
    if (fields.title.trim() === '') wrong.add('title');
    if (fields.text.trim() === '') wrong.add('text');
    if (sender.trim() === '') wrong.add('sender');
    setMissing(wrong);
    if (wrong.size > 0) return;
    const draft: MessageDraft = { kind, title: fields.title.trim(), text: fields.text.trim(), handling, sender: sender.trim(), source };
    const faults = await vault.commands.checkMessage(draft);
    if (faults.ok) setChecked({ draft, faults: faults.value });
  };
  const error = (field: Missing): string | undefined => (missing.has(field) ? text(`message.field.${field}.missing`) : undefined);
  if (checked !== null) return <LeavesList draft={checked.draft} faults={checked.faults} recipients={recipients} onBack={() => setChecked(null)} onDone={onDone} />;
  return (
    <div className={styles.page}>
      <Card title={text('message.write')}>
        <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void look(); }}>
          {isEntry && <p className={styles.muted}>{text('message.entry.help')}</p>}
          {!isEntry && <Select label={text('message.field.kind')} options={messageKinds.map((value) => ({ value, label: text(`message.kind.${value}`) }))} value={kind} onChange={setKind} />}
          <fieldset className={styles.fieldset}>
            <legend>{text('message.field.to')}</legend>
            <p className={styles.muted}>{text(possible.length === 0 ? 'message.field.to.none' : 'message.field.to.help')}</p>
            {possible.map(({ entry, name }) => (
              <Tick key={entry} isSelected={chosen.has(entry)} onChange={(isOn) => setChosen(new Set(isOn ? [...chosen, entry] : [...chosen].filter((one) => one !== entry)))}><bdi>{name}</bdi></Tick>
            ))}
            {missing.has('to') && recipients.length === 0 && <p className={styles.error} role="alert">{text('message.field.to.missing')}</p>}
          </fieldset>
          <TextField label={text('message.field.title')} value={fields.title} onChange={(title) => setFields({ ...fields, title })} maxLength={200} error={fields.title.trim() === '' ? error('title') : undefined} />
          <TextField label={text('message.field.text')} lines={10} value={fields.text} onChange={(words) => setFields({ ...fields, text: words })} maxLength={maxMessageText} error={fields.text.trim() === '' ? error('text') : undefined} />
          <TextField label={text('message.field.sender')} description={text('message.field.sender.help')} value={sender} onChange={(words) => setFields({ ...fields, sender: words })} maxLength={200} error={sender.trim() === '' ? error('sender') : undefined} />
          <Choice label={text('message.field.handling')} options={messageHandlings.map((value) => ({ value, label: text(`message.handling.${value}`) }))} value={handling} onChange={setHandling} />
          {missing.size > 0 && <Notice tone="problem">{text.intl.formatList([...missing].map((field) => text(`message.field.${field}.missing`)), { type: 'unit', style: 'narrow' })}</Notice>}
          <div className={styles.row}>
            <Button type="submit" look="primary">{text('message.next')}</Button>
            <Button look="quiet" onPress={() => onDone(null)}>{text('common.cancel')}</Button>
          </div>
        </form>
      </Card>
    </div>
  );
}
