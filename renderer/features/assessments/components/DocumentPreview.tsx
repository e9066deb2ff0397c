import type { DocumentBlock, DocumentModel, TextRun } from '../../../../shared/domain/documents/documentModel.ts';
import styles from './Briefing.module.css';

const runs = (list: readonly TextRun[]) =>
  list.map((run, at) => (
    // Runs have no identity of their own and are never moved.
    <span key={at}>
      {run.bold === true ? <b>{run.text}</b> : run.text}
      {run.note !== undefined && <sup>{run.note + 1}</sup>}
    </span>
  ));

function Block({ block }: { readonly block: DocumentBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h4 dir="auto">{block.text}</h4>;
    case 'paragraph':
      return <p dir="auto" className={block.tone === undefined ? undefined : styles[block.tone]}>{runs(block.runs)}</p>;
    case 'list':
      return <ul>{block.items.map((item, at) => <li key={at} dir="auto">{runs(item)}</li>)}</ul>;
    case 'table':
      return (
        <table>
          <thead><tr>{block.header.map((cell, at) => <th key={at} scope="col">{cell}</th>)}</tr></thead>
          <tbody>{block.rows.map((row, at) => <tr key={at}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}</tbody>
        </table>
      );
  }
}

/** What the PDF and the Word file will say, from the same model. */
export function DocumentPreview({ model }: { readonly model: DocumentModel }) {
  return (
    <article className={styles.page} lang={model.language} dir={model.direction} aria-label={model.title}>
      <p className={styles.handling}>{model.handling}</p>
      <h3 dir="auto">{model.title}</h3>
      {model.blocks.map((block, at) => <Block key={at} block={block} />)}
      {model.notes.length > 0 && (
        <div className={styles.small}>
          <h4>{model.notesTitle}</h4>
          <ol>{model.notes.map((note, at) => <li key={at} dir="auto">{note}</li>)}</ol>
        </div>
      )}
    </article>
  );
}
