import { Check, ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { Button, ComboBox, Group, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import field from './Field.module.css';
import styles from './Picker.module.css';
import select from './Select.module.css';

interface PickerProps<T extends string> {
  readonly label: string;
  readonly description?: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly aside?: string }[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  /** What stands in the field where nothing is chosen. */
  readonly typed?: string;
  /** Called on leaving with words that name no option, so that nothing typed is lost; with none where the field was emptied. */
  readonly onTyped?: (words: string) => void;
  readonly placeholder?: string;
  /** Names the button that opens the list. */
  readonly openLabel: string;
}

/** One of many, found by typing a part of its name. For what is known by heart; a short list is a Select. */
export function Picker<T extends string>({ label, description, options, value, onChange, typed = '', onTyped, placeholder, openLabel }: PickerProps<T>) {
  const initial = options.find((option) => option.value === value)?.label ?? typed;
  const words = useRef(initial);
  const leave = (): void => {
    const left = words.current.trim();
    const named = options.find((option) => option.label.toLowerCase() === left.toLowerCase());
    if (named !== undefined) {
      if (named.value !== value) onChange(named.value);
    } else if (left !== initial.trim()) onTyped?.(left);
  };
  return (
    <ComboBox
      className={field.field!}
      value={value}
      onChange={(key) => key !== null && onChange(key as T)}
      defaultInputValue={initial}
      onInputChange={(next) => { words.current = next; }}
      onBlur={leave}
      allowsCustomValue={onTyped !== undefined}
      defaultItems={options.map((option) => ({ id: option.value, label: option.label, aside: option.aside ?? '' }))}
    >
      <Label className={field.label!}>{label}</Label>
      {description !== undefined && (
        <Text slot="description" className={field.description!}>
          {description}
        </Text>
      )}
      <Group className={styles.box!}>
        <Input className={styles.input!} dir="auto" autoComplete="off" placeholder={placeholder} maxLength={400} />
        <Button className={styles.open!} aria-label={openLabel}>
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      </Group>
      <Popover className={select.popover!}>
        <ListBox className={select.list!}>
          {(item: { id: T; label: string; aside: string }) => (
            <ListBoxItem id={item.id} textValue={item.label} className={select.item!}>
              {({ isSelected }) => (
                <>
                  <bdi>{item.label}</bdi>
                  <span className={styles.aside}>{item.aside}</span>
                  {isSelected && <Check size={15} aria-hidden="true" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
