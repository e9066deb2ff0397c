import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import styles from './Field.module.css';

interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly description?: string | undefined;
  readonly error?: string | undefined;
  readonly lines?: number;
  readonly placeholder?: string;
}

/**
 * A labelled line or block of text. The label is always visible; the error stands under the field and is announced. Unless a field asks
 * for it, the browser completes nothing: it would keep what was typed in a file of its own, unsealed.
 */
export function TextField({ label, description, error, lines = 1, placeholder, ...props }: TextFieldProps) {
  return (
    <AriaTextField autoComplete="off" {...props} isInvalid={error !== undefined} className={styles.field!}>
      <Label className={styles.label!}>{label}</Label>
      {description !== undefined && (
        <Text slot="description" className={styles.description!}>
          {description}
        </Text>
      )}
      {lines > 1 ? <TextArea rows={lines} className={styles.input!} dir="auto" placeholder={placeholder} /> : <Input className={styles.input!} dir="auto" placeholder={placeholder} />}
      <FieldError className={styles.error!}>{error}</FieldError>
    </AriaTextField>
  );
}
