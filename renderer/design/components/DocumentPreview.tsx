import type { DocumentBlock, DocumentModel, TextRun } from '../../../shared/domain/documents/documentModel.ts';
import styles from './DocumentPreview.module.css';

const runs = (list: readonly TextRun[]) =>
  list.map((run, at) => (
    // Runs have no identity of their own and are never moved.
    <span key={at}>
      {run.bold === true ? <b>{run.text}</b> : run.italic === true ? <i>{run.text}</i> : run.text}
      {run.note !== undefined && <sup>{run.note + 1}</sup>}
    </span>
  ));

type Heading = 'h2' | 'h3' | 'h4';

function Block({ block, heading: Title }: { readonly block: DocumentBlock; readonly heading: Heading }) {
  switch (block.kind) {
    case 'heading':
      return <Title dir="auto" className={styles.heading}>{block.text}</Title>;
    case 'paragraph':
      return <p dir="auto" className={block.tone === undefined ? undefined : styles[block.tone]}>{runs(block.runs)}</p>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return <List>{block.items.map((item, at) => <li key={at} dir="auto">{runs(item)}</li>)}</List>;
    }
    case 'table':
      return (
        <div className={styles.table}>
          <table>
            <thead><tr>{block.header.map((cell, at) => <th key={at} scope="col" dir="auto">{cell}</th>)}</tr></thead>
            <tbody>{block.rows.map((row, at) => <tr key={at}>{row.map((cell, column) => <td key={column} dir="auto">{cell}</td>)}</tr>)}</tbody>
          </table>
        </div>
      );
  }
}

interface DocumentPreviewProps {
  readonly model: DocumentModel;
  /** Of the title, within the headings of the screen. */
  readonly level?: 2 | 3;
}

/** What the PDF and the Word file will say, from the same model. */
export function DocumentPreview({ model, level = 3 }: DocumentPreviewProps) {
  const [Title, Part]: readonly [Heading, Heading] = level === 2 ? ['h2', 'h3'] : ['h3', 'h4'];
  return (
    <article className={styles.page} lang={model.language} dir={model.direction} aria-label={model.title}>
      <p className={styles.handling}>{model.handling}</p>
      {model.head !== undefined && <p className={styles.issuer} dir="auto">{model.head.issuer}</p>}
      <Title dir="auto" className={styles.title}>{model.title}</Title>
      {model.head !== undefined && model.head.facts.length > 0 && (
        <dl className={styles.facts}>
          {model.head.facts.flatMap(({ label, value }) => [<dt key={`${label} label`}>{label}</dt>, <dd key={label} dir="auto">{value}</dd>])}
        </dl>
      )}
      {model.blocks.map((block, at) => <Block key={at} block={block} heading={Part} />)}
      {model.notes.length > 0 && (
        <div className={styles.small}>
          <Part className={styles.heading}>{model.notesTitle}</Part>
          <ol>{model.notes.map((note, at) => <li key={at} dir="auto">{note}</li>)}</ol>
        </div>
      )}
    </article>
  );
}
