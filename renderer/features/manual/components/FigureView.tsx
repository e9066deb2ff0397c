import { createElement, type ReactNode, useMemo } from 'react';
import { useFigure } from '../../../data/publishedReads.ts';
import styles from './FigureView.module.css';

/** The elements and attributes that a drawing may use. Everything else, and everything that could load or run, is left out. */
const elements = new Set(['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'defs', 'marker', 'title', 'desc']);
const attributes = new Map(
  ['viewBox', 'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'width', 'height', 'points', 'transform', 'refX', 'refY', 'markerWidth', 'markerHeight', 'orient', 'id', 'marker-end', 'marker-start', 'text-anchor', 'dominant-baseline', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'font-size', 'font-weight', 'fill', 'stroke', 'opacity', 'preserveAspectRatio'].map((name) => [name, name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())]),
);
const figureClass = /^fig-[a-z0-9-]+$/;

function draw(element: Element, key: number): ReactNode {
  if (!elements.has(element.tagName)) return null;
  const props: Record<string, string | number> = { key };
  for (const { name, value } of element.attributes) {
    const prop = attributes.get(name);
    if (name === 'class') props.className = value.split(/\s+/).flatMap((part) => (figureClass.test(part) ? (styles[part] ?? []) : [])).join(' ');
    else if (prop !== undefined && !/url\((?!#)/i.test(value)) props[prop] = value;
  }
  const children = [...element.childNodes].map((child, at) => (child.nodeType === Node.ELEMENT_NODE ? draw(child as Element, at) : child.nodeType === Node.TEXT_NODE ? child.textContent : null));
  return createElement(element.tagName, props, ...children);
}

/** A figure of the edition, redrawn from its source out of harmless parts, so that it follows the theme and nothing in it can act. */
export function FigureView({ id, alt }: { readonly id: string; readonly alt: string }) {
  const figure = useFigure(id);
  const drawing = useMemo(() => {
    if (figure == null) return null;
    const parsed = new DOMParser().parseFromString(figure.svg, 'image/svg+xml').documentElement;
    return parsed.tagName === 'svg' ? draw(parsed, 0) : null;
  }, [figure]);
  if (figure == null || drawing === null) return alt === '' ? null : <p>{alt}</p>;
  return (
    <figure className={styles.figure}>
      <div className={styles.drawing} role="img" aria-label={`${figure.title}. ${figure.description}`}>
        <div aria-hidden="true">{drawing}</div>
      </div>
      <figcaption className={styles.caption}>{figure.title}</figcaption>
    </figure>
  );
}
