import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { patchEntry } from '../../../platform/patchEntry.ts';
import { vault } from '../../../platform/vault.ts';
import { SignForm } from './SignForm.tsx';
import styles from './Planning.module.css';

interface ScenarioCardProps {
  readonly scenario: StoredEntry<'scenario'>;
  readonly signs: readonly StoredEntry<'scenarioSign'>[];
  /** Of the situation, binned ones too. */
  readonly notes: readonly NoteSummary[];
  readonly onEdit: () => void;
}

/** One path: how it unfolds, what would set it off or turn it, and which of its signs were seen. */
export function ScenarioCard({ scenario, signs, notes, onEdit }: ScenarioCardProps) {
  const text = useText();
  const [editing, setEditing] = useState<StoredEntry<'scenarioSign'> | 'new' | null>(null);
  const here = new Set(notes.filter(({ trashedAt }) => trashedAt === null).map(({ id }) => id));
  const seen = signs.filter(({ seenOn }) => seenOn !== null).length;
  const { name } = scenario;
  return (
    <Card title={name} as="article" aside={<Pill>{text(`scenarios.direction.${scenario.direction}`)}</Pill>}>
      <div className={styles.form}>
        <dl className={styles.list}>
          {(['path', 'triggers', 'turn'] as const).filter((field) => scenario[field] !== '').map((field) => (
            <div key={field}>
              <dt className={styles.faint}>{text(`scenarios.field.${field}`)}</dt>
              <dd dir="auto">{scenario[field]}</dd>
            </div>
          ))}
        </dl>
        <section className={styles.part} aria-label={text('scenarios.signs')}>
          <div className={styles.spread}>
            <h3>{text('scenarios.signs')}</h3>
            {signs.length > 0 && <span className={seen > 0 ? styles.seen : styles.faint}>{text('scenarios.signs.seen', { seen, total: signs.length })}</span>}
          </div>
          {signs.length === 0 && <p className={styles.faint}>{text('scenarios.signs.none')}</p>}
          <ul>
            {signs.map((sign) => {
              const present = sign.noteIds.filter((id) => here.has(id)).length;
              const absent = sign.noteIds.length - present;
              const facts = [sign.watcher, sign.seenOn === null ? '' : text('scenarios.sign.seen', { when: nearDate(text, sign.seenOn, today()) }), present === 0 ? '' : text('scenarios.sign.noteCount', { count: present }), absent === 0 ? '' : text('scenarios.sign.absent', { count: absent })].filter((part) => part !== '');
              return (
                <li key={sign.id} className={styles.entry}>
                  <div className={styles.spread}>
                    <Tick isSelected={sign.seenOn !== null} onChange={(on) => void patchEntry(sign, { seenOn: on ? today() : null })}><span dir="auto">{sign.sign}</span></Tick>
                    <span className={styles.row}>
                      <Button look="quiet" aria-label={text('scenarios.sign.editOf', { sign: sign.sign })} onPress={() => setEditing(sign)}>{text('common.edit')}</Button>
                      <Button look="quiet" aria-label={text('scenarios.sign.removeOf', { sign: sign.sign })} onPress={() => void vault.commands.trashEntry(sign.id, true)}>{text('common.remove')}</Button>
                    </span>
                  </div>
                  {facts.length > 0 && <span className={styles.faint} dir="auto">{facts.join(' · ')}</span>}
                </li>
              );
            })}
          </ul>
          <div><Button aria-label={text('scenarios.sign.addTo', { name })} onPress={() => setEditing('new')}>{text('scenarios.sign.add')}</Button></div>
        </section>
        <div className={styles.row}>
          <Button look="quiet" aria-label={text('scenarios.editOf', { name })} onPress={onEdit}>{text('common.edit')}</Button>
          <Button look="quiet" aria-label={text('scenarios.removeOf', { name })} onPress={() => void vault.commands.trashEntry(scenario.id, true)}>{text('common.remove')}</Button>
        </div>
      </div>
      <Dialog title={text(editing === 'new' ? 'scenarios.sign.add' : 'scenarios.sign.edit')} isOpen={editing !== null} onClose={() => setEditing(null)}>
        {editing !== null && <SignForm scenario={scenario} sign={editing === 'new' ? null : editing} notes={notes} onDone={() => setEditing(null)} />}
      </Dialog>
    </Card>
  );
}
