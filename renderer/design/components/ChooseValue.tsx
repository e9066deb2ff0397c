import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import styles from './ChooseValue.module.css';

interface ChooseValueProps<T extends string> {
  /** What was set twice, and what to do. */
  readonly question: string;
  readonly values: readonly T[];
  readonly labelOf: (value: T) => string;
  readonly onChoose: (value: T) => void;
}

/** Two devices set one value at the same time. Both are kept until a person chooses; nothing is shown where they agree. */
export function ChooseValue<T extends string>({ question, values, labelOf, onChoose }: ChooseValueProps<T>) {
  const different = [...new Set(values)];
  if (different.length < 2) return null;
  return (
    <Notice
      action={
        <div className={styles.choices} role="group" aria-label={question}>
          {different.map((value) => (
            <Button key={value} onPress={() => onChoose(value)}>{labelOf(value)}</Button>
          ))}
        </div>
      }
    >
      {question}
    </Notice>
  );
}
