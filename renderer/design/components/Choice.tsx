import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import styles from './Field.module.css';

export interface ChoiceOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly help?: string;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly description?: string;
  readonly options: readonly ChoiceOption<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly error?: string | undefined;
  /** Short options side by side. */
  readonly inline?: boolean;
}

/** One of a few: all of them in view, each a radio button. */
export function Choice<T extends string>({ label, description, options, value, onChange, error, inline = false }: ChoiceProps<T>) {
  return (
    <RadioGroup className={styles.field!} value={value} onChange={(chosen) => onChange(chosen as T)} isInvalid={error !== undefined}>
      <Label className={styles.label!}>{label}</Label>
      {description !== undefined && (
        <Text slot="description" className={styles.description!}>
          {description}
        </Text>
      )}
      <div className={inline ? styles.inline : styles.options}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.option!}>
            <span className={styles.dot} aria-hidden="true" />
            <span>{option.label}</span>
            {option.help !== undefined && <span className={styles.help}>{option.help}</span>}
          </Radio>
        ))}
      </div>
      <FieldError className={styles.error!}>{error}</FieldError>
    </RadioGroup>
  );
}
