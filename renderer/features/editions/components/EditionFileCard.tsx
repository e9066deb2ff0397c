import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { FileDrop } from '../../../design/components/FileDrop.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useSaveEditionFile, useTakeEditionFile } from '../editionFileCommands.ts';
import styles from './EditionFileCard.module.css';

/** Editions that come and go without a network: opening a file, dropping one, and saving the edition in force for somebody else. */
export function EditionFileCard() {
  const text = useText();
  const take = useTakeEditionFile();
  const save = useSaveEditionFile();
  return (
    <Card title={text('editions.file')}>
      <p className={styles.muted}>{text('editions.file.text')}</p>
      <FileDrop label={text('editions.file.dropTarget')} isDisabled={take.isPending} onFile={(file) => take.mutate(file)}>
        <Button onPress={() => take.mutate(null)} isDisabled={take.isPending}>
          {text(take.isPending ? 'editions.file.opening' : 'editions.file.open')}
        </Button>
        <span>{text('editions.file.drop')}</span>
      </FileDrop>
      {take.error !== null && <Notice tone="problem">{text.failure(take.error.failure)}</Notice>}
      {take.data != null && (
        <Notice tone="good">
          {text(take.data.isNew ? 'editions.file.taken' : 'editions.file.same', { edition: take.data.edition, when: take.data.state.confirmedAt === null ? '' : exactDate(text, take.data.state.confirmedAt.slice(0, 10)) })}
        </Notice>
      )}
      <div>
        <Button look="quiet" onPress={() => save.mutate()} isDisabled={save.isPending}>
          {text('editions.file.save')}
        </Button>
      </div>
      {save.error !== null && <Notice tone="problem">{text.failure(save.error.failure)}</Notice>}
      {save.data != null && <Notice tone="good">{text('editions.file.saved', { name: save.data })}</Notice>}
    </Card>
  );
}
