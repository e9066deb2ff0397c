import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../../i18n/useText.ts';
import { type TextTree, wordsIn } from '../textTree.ts';
import styles from './MarkdownText.module.css';

const heads = (node: TextTree): string[] => (node.tagName === 'th' ? [wordsIn(node)] : (node.children ?? []).flatMap(heads));

/** A table that scrolls by itself where it is wider than the column. Only then can the keyboard reach it, under the name of its columns. */
export function TableBox({ node, children }: { readonly node: TextTree | undefined; readonly children?: ReactNode }) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => setScrolls(element.scrollWidth > element.clientWidth + 1);
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, []);
  const columns = node === undefined ? [] : heads(node).filter((head) => head !== '');
  const name = text('manual.table', { columns: text.intl.formatList(columns, { type: 'conjunction' }) });
  return (
    <div ref={box} className={styles.table} {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': name } : {})}>
      <table aria-label={scrolls ? undefined : name}>{children}</table>
    </div>
  );
}
