import { useMemo, useState } from 'react';
import { actorMapPaper } from '../../../../shared/domain/papers/actorMapPaper.ts';
import type { PaperHandling } from '../../../../shared/domain/papers/paperHead.ts';
import type { Actor } from '../../../../shared/domain/people/actorMap.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { paperFrame } from '../paperWords.ts';
import { PaperExport } from './PaperExport.tsx';
import styles from '../Papers.module.css';

interface ActorMapDialogProps {
  readonly actors: readonly Actor[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The actor map as a paper. */
export function ActorMapDialog(props: ActorMapDialogProps) {
  const text = useText();
  return (
    <Dialog title={text('paper.actorMap')} isOpen={props.isOpen} onClose={props.onClose} wide>
      {props.isOpen && <Opened {...props} />}
    </Dialog>
  );
}

function Opened({ actors, onClose }: ActorMapDialogProps) {
  const text = useText();
  const profile = useVaultValue({ name: 'profile' });
  const [handling, setHandling] = useState<PaperHandling>('office');
  const model = useMemo(
    () =>
      actorMapPaper(text('paper.actorMap'), actors, {
        kind: (kind) => text(`people.kind.${kind}`),
        counterpart: (counterpart) => text(`people.counterpart.${counterpart}`),
        within48: (answer) => text(`people.within48.${answer}`),
        institution: text('people.field.name'), who: text('people.field.person'), holds: text('paper.holds'), in48: text('people.field.within48'), agenda: text('people.field.counterpart'),
        nobody: text('people.nobody'), gaps: text('people.gaps'), noGaps: text('people.gaps.none'), nobodyIn48: text('people.gaps.nobody48'),
        unnamed: (name) => text('people.gaps.unnamed', { name }),
        emptyKind: (kind) => text('people.gaps.kind', { kind: text(`people.kind.${kind}`) }),
      }, paperFrame(text, profile, handling)),
    [text, actors, profile, handling],
  );
  return (
    <>
      <p className={styles.small}>{text('paper.actorMap.reach')}</p>
      <PaperExport model={model} handling={handling} onHandling={setHandling} />
      <div className={styles.row}>
        <Button look="quiet" onPress={onClose}>{text('paper.close')}</Button>
      </div>
    </>
  );
}
