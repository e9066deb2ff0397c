import { useState } from 'react';
import { briefingKinds, type BriefingKind } from '../../../../shared/domain/assessments/briefing.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Briefing.module.css';

interface NewBriefingProps {
  /** What is chosen when it opens; null while it is closed. */
  readonly kind: BriefingKind | null;
  readonly onClose: () => void;
  readonly onBegin: (kind: BriefingKind) => void;
}

/** Asks which kind of briefing is to be begun. */
export function NewBriefing({ kind, onClose, onBegin }: NewBriefingProps) {
  const text = useText();
  const [chosen, setChosen] = useState<BriefingKind | null>(null);
  const now = chosen ?? kind ?? 'minister';
  return (
    <Dialog title={text('briefing.new')} isOpen={kind !== null} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); onBegin(now); }}>
        <Choice label={text('briefing.kind')} options={briefingKinds.map((value) => ({ value, label: text(`briefing.kind.${value}`), help: text(`briefing.kind.${value}.text`) }))} value={now} onChange={setChosen} />
        <div className={styles.row}>
          <Button type="submit" look="primary">{text('briefing.begin')}</Button>
          <Button look="quiet" onPress={onClose}>{text('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
