import { createElement, type ReactNode, useMemo } from 'react';
import { useFigure, useManifest } from '../../../data/publishedReads.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { type DrawingNode, drawingOf } from '../drawing.ts';
import styles from './FigureView.module.css';

const propOf = (attribute: string): string => attribute.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function draw(node: DrawingNode | string, key: number): ReactNode {
  if (typeof node === 'string') return node;
  const props = Object.fromEntries(Object.entries(node.attributes).map(([attribute, value]) => [propOf(attribute), value]));
  const className = node.classes.flatMap((name) => styles[name] ?? []).join(' ');
  return createElement(node.tag, { ...props, key, ...(className === '' ? {} : { className }) }, ...node.children.map(draw));
}

/** A figure of the edition, redrawn from its source out of harmless parts, so that it follows the theme and nothing in it can act. */
export function FigureView({ id, alt }: { readonly id: string; readonly alt: string }) {
  const figure = useFigure(id);
  const language = useManifest()?.language ?? 'en';
  const drawing = useMemo(() => (figure == null ? null : drawingOf(figure.svg.trim())), [figure]);
  if (figure === undefined) return null;
  if (figure === null || drawing === null) return alt === '' ? null : <p>{alt}</p>;
  return (
    <figure className={styles.figure}>
      <div className={styles.drawing} role="img" aria-label={`${figure.title}. ${figure.description}`} lang={language} dir={contentDirection(language)}>
        <div aria-hidden="true">{draw(drawing, 0)}</div>
      </div>
      <figcaption className={styles.caption}>{figure.title}</figcaption>
    </figure>
  );
}
