import { Check, ChevronDown } from 'lucide-react';
import { Button, FieldError, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components';
import field from './Field.module.css';
import styles from './Select.module.css';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly description?: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly error?: string | undefined;
  readonly placeholder?: string;
}

/** One of many, behind a button. For a handful of options use Choice, which keeps them in view. */
export function Select<T extends string>({ label, description, options, value, onChange, error, placeholder }: SelectProps<T>) {
  return (
    <AriaSelect className={field.field!} value={value} onChange={(key) => key !== null && onChange(key as T)} isInvalid={error !== undefined} {...(placeholder === undefined ? {} : { placeholder })}>
      <Label className={field.label!}>{label}</Label>
      {description !== undefined && (
        <Text slot="description" className={field.description!}>
          {description}
        </Text>
      )}
      <Button className={styles.button!}>
        <SelectValue />
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <FieldError className={field.error!}>{error}</FieldError>
      <Popover className={styles.popover!}>
        <ListBox className={styles.list!} items={options.map((option) => ({ id: option.value, label: option.label }))}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label} className={styles.item!}>
              {({ isSelected }) => (
                <>
                  <span>{item.label}</span>
                  {isSelected && <Check size={15} aria-hidden="true" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
