import { useState } from 'react';
import type { ImportTarget } from '../../../../shared/domain/carry/carriedNote.ts';
import type { ImportLosses } from '../../../../shared/domain/carry/importLosses.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import type { ImportState } from '../useImport.ts';
import styles from './Carry.module.css';

const newSituation = 'new';
const lossNames = ['encrypted', 'longNotes', 'missingFiles', 'largeFiles', 'manyFiles', 'damagedFiles', 'looseFiles', 'remoteImages', 'markup'] as const satisfies readonly (keyof ImportLosses)[];

interface ImportPreviewProps {
  readonly state: Extract<ImportState, { step: 'found' | 'cover' }>;
  readonly onAdd: (target: ImportTarget) => void;
  readonly onOther: () => void;
}

/** What was found, what does not carry over, and where it is to go. */
export function ImportPreview({ state, onAdd, onOther }: ImportPreviewProps) {
  const text = useText();
  const situations = useVaultValue({ name: 'situations' }) ?? [];
  const [target, setTarget] = useState(newSituation);
  const [name, setName] = useState(state.step === 'cover' ? state.cover.situation : '');
  const [asked, setAsked] = useState(false);
  const about = state.step === 'cover' ? state.cover : state.found;
  const losses = state.step === 'found' ? lossNames.filter((loss) => state.found.losses[loss] > 0) : [];
  const missing = target === newSituation && name.trim() === '';
  const submit = (): void => {
    setAsked(true);
    if (!missing) onAdd(target === newSituation ? { name: name.trim() } : { situationId: target });
  };
  return (
    <>
      <p><b>{text('import.found', { notes: about.notes, files: about.files })}</b> {state.step === 'found' ? text(`import.kind.${state.found.kind}`) : text('import.kind.archive', { when: exactDate(text, state.cover.madeOn) })}</p>
      {state.step === 'cover' && state.cover.present > 0 && <p>{text('import.present', { count: state.cover.present })}</p>}
      <ul className={styles.titles} tabIndex={0} aria-label={text('import.titles')}>
        {about.titles.map((title, at) => <li key={at}><bdi>{title === '' ? text('note.untitled') : title}</bdi></li>)}
        {about.notes > about.titles.length && <li className={styles.aside}>{text('import.more', { count: about.notes - about.titles.length })}</li>}
      </ul>
      {losses.length > 0 && state.step === 'found' && (
        <Notice>
          {text('import.losses')}
          <ul className={styles.losses}>{losses.map((loss) => <li key={loss}>{text(`import.loss.${loss}`, { count: state.found.losses[loss] })}</li>)}</ul>
        </Notice>
      )}
      <Select label={text('import.target')} options={[{ value: newSituation, label: text('import.target.new') }, ...situations.filter(({ archivedAt }) => archivedAt === null).map((situation) => ({ value: situation.id, label: situation.name }))]} value={target} onChange={(value) => setTarget(value ?? newSituation)} />
      {target === newSituation && <TextField label={text('situation.name')} value={name} onChange={setName} maxLength={120} error={asked && missing ? text('situation.name.missing') : undefined} />}
      <div className={styles.actions}>
        <Button look="primary" onPress={submit}>{text('import.do')}</Button>
        <Button look="quiet" onPress={onOther}>{text('import.other')}</Button>
      </div>
    </>
  );
}
