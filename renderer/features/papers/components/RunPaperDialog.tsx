import { useMemo, useState } from 'react';
import type { PaperHandling } from '../../../../shared/domain/papers/paperHead.ts';
import { runPaper, type RunPaperWords } from '../../../../shared/domain/papers/runPaper.ts';
import type { RenderedRun } from '../../../../shared/domain/runs/renderRun.ts';
import type { RunDefinition } from '../../../../shared/domain/runs/runDefinition.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { dayInFull, paperFrame } from '../paperWords.ts';
import { PaperExport } from './PaperExport.tsx';
import styles from '../Papers.module.css';

interface RunPaperDialogProps {
  readonly title: string;
  readonly definition: RunDefinition;
  readonly rendered: RenderedRun;
  readonly edition: string;
  readonly answer: RunPaperWords['answer'];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A run as a paper: seen first, then written. */
export function RunPaperDialog(props: RunPaperDialogProps) {
  const text = useText();
  return (
    <Dialog title={text('paper.ofRun')} isOpen={props.isOpen} onClose={props.onClose} wide>
      {props.isOpen && <Opened {...props} />}
    </Dialog>
  );
}

function Opened({ title, definition, rendered, edition, answer, onClose }: RunPaperDialogProps) {
  const text = useText();
  const profile = useVaultValue({ name: 'profile' });
  const [handling, setHandling] = useState<PaperHandling>('office');
  const model = useMemo(() => {
    const words: RunPaperWords = {
      answer,
      date: (day) => dayInFull(text, day),
      yes: text('run.yes'), no: text('run.no'), notAnswered: text('paper.notAnswered'), noRows: text('paper.noRows'), point: text('paper.point'), standing: text('paper.standing'), remark: text('run.remark'),
      sphere: text('paper.sphere'), gaps: text('paper.gaps'), noGaps: text('paper.gaps.none'), standingOf: (standing) => text(`paper.standing.${standing}`), stillOpen: text('paper.stillOpen'),
      progress: text('paper.progress'), state: text('paper.state'), actions: text('paper.actions'), noState: text('paper.noState'), withoutOwner: text('paper.withoutOwner'),
    };
    return runPaper(title, definition, rendered, words, paperFrame(text, profile, handling, [{ label: text('paper.basis'), value: text('paper.basedOn', { toolkit: definition.title, edition }) }]));
  }, [text, title, definition, rendered, edition, answer, profile, handling]);
  return (
    <>
      <PaperExport model={model} handling={handling} onHandling={setHandling} />
      <div className={styles.row}>
        <Button look="quiet" onPress={onClose}>{text('paper.close')}</Button>
      </div>
    </>
  );
}
