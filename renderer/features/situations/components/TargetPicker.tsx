import { useRef, useState } from 'react';
import { Autocomplete, Collection, Dialog, Header, Input, Label, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import type { MentionKind } from '../../../../shared/domain/vault/noteText.ts';
import { useText } from '../../../i18n/useText.ts';
import { Highlighted } from '../../search/index.ts';
import { type Target, useTargets } from '../useTargets.ts';
import styles from './TargetPicker.module.css';

interface TargetPickerProps {
  readonly title: string;
  readonly kinds: readonly MentionKind[];
  /** Its notes are offered before anything is typed. */
  readonly situationId: string;
  /** Notes that are not offered. */
  readonly without: readonly string[];
  readonly onPick: (target: Target) => void;
  readonly onClose: () => void;
}

/** One box to choose what is linked to: notes, sections of the Manual, tasks. Arrow keys and Enter; Escape leaves. */
export function TargetPicker({ title, kinds, situationId, without, onPick, onClose }: TargetPickerProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const groups = useTargets(typed, kinds, situationId, without);
  const picked = useRef(false);
  const pick = (key: string): void => {
    const target = groups.flatMap(({ targets }) => targets).find((one) => `${one.kind}:${one.id}` === key);
    if (target === undefined || picked.current) return;
    picked.current = true;
    onPick(target);
  };
  const total = groups.reduce((sum, { targets }) => sum + targets.length, 0);
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={styles.veil!}>
      <Modal className={styles.modal!}>
        <Dialog className={styles.dialog!} aria-label={title}>
          <div className={styles.keys} onKeyDownCapture={(event) => event.key === 'Escape' && onClose()}>
            <Autocomplete inputValue={typed} onInputChange={setTyped}>
              <SearchField autoFocus className={styles.field!}>
                <Label className={styles.label!}>{title}</Label>
                <Input className={styles.input!} placeholder={text('target.placeholder')} dir="auto" maxLength={200} autoComplete="off" />
              </SearchField>
              <p className={styles.status} role="status">{typed.trim() !== '' && total === 0 ? text('target.none') : text('target.count', { count: total })}</p>
              <Menu className={styles.menu!} aria-label={title} items={groups} onAction={(key) => pick(String(key))}>
                {(group) => (
                  <MenuSection id={group.id} className={styles.group!}>
                    <Header className={styles.heading!}>{text(`target.kind.${group.id}`)}</Header>
                    <Collection items={group.targets.map((target) => ({ ...target, id: `${target.kind}:${target.id}` }))}>
                      {(target) => (
                        <MenuItem id={target.id} textValue={target.title} className={styles.item!}>
                          <span dir="auto"><Highlighted text={target.title} marks={target.marks} /></span>
                          <span className={styles.aside}><bdi>{target.aside}</bdi></span>
                        </MenuItem>
                      )}
                    </Collection>
                  </MenuSection>
                )}
              </Menu>
            </Autocomplete>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
