import { type ReactNode, useEffect, useRef } from 'react';
import { Autocomplete, Collection, Dialog, Header, Input, Label, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import styles from './FindDialog.module.css';
import { followChosenResult, nameChosenResult } from './nameChosenResult.ts';

export interface FindItem {
  /** Named once among all groups: a group's item may be listed in another as well. */
  readonly id: string;
  readonly title: string;
  readonly shown: ReactNode;
  readonly aside: ReactNode;
}

export interface FindGroup {
  readonly id: string;
  readonly heading: ReactNode;
  readonly items: readonly FindItem[];
}

interface FindDialogProps {
  readonly title: string;
  /** Where the title is not said by what opened the box. */
  readonly showTitle?: boolean;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** How much was found, or what to do. Read out when it changes. */
  readonly status: string;
  /** The same array and objects while nothing else is found: new ones are drawn anew. */
  readonly groups: readonly FindGroup[];
  readonly onPick: (itemId: string) => void;
  readonly onClose: () => void;
}

/** One box to find something in and choose it. Arrow keys and Enter; Escape leaves. */
export function FindDialog({ title, showTitle = false, placeholder, query, onQuery, status, groups, onPick, onClose }: FindDialogProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current === null ? undefined : followChosenResult(box.current)), []);
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={styles.veil!}>
      <Modal className={styles.modal!}>
        <Dialog className={styles.dialog!} aria-label={title}>
          {/* One Escape leaves, also when something is typed: the field alone would take the first one to empty itself. */}
          <div ref={box} className={styles.keys} onKeyDownCapture={(event) => (event.key === 'Escape' ? onClose() : nameChosenResult(event.currentTarget))}>
            <Autocomplete inputValue={query} onInputChange={onQuery}>
              <SearchField autoFocus className={styles.field!}>
                <Label className={showTitle ? styles.label! : styles.hidden!}>{title}</Label>
                <Input className={showTitle ? styles.below! : styles.input!} placeholder={placeholder} dir="auto" maxLength={200} autoComplete="off" />
              </SearchField>
              <p className={styles.status} role="status">{status}</p>
              <Menu className={styles.menu!} aria-label={title} items={groups} onAction={(key) => onPick(String(key))}>
                {(group) => (
                  <MenuSection id={group.id} className={styles.group!}>
                    <Header className={styles.heading!}>{group.heading}</Header>
                    <Collection items={group.items}>
                      {(item) => (
                        <MenuItem id={item.id} textValue={item.title} className={styles.item!}>
                          {item.shown}
                          <span className={styles.aside}>{item.aside}</span>
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
