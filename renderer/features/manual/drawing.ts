/** A drawing taken apart into the elements, attributes and words that a figure may use. */
export interface DrawingNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly classes: readonly string[];
  readonly children: readonly (DrawingNode | string)[];
}

/** Everything else, and with it everything that could load, link or run, is left out together with what it holds. */
const elements: ReadonlySet<string> = new Set(['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'title', 'desc']);
const attributes: ReadonlySet<string> = new Set(['viewBox', 'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'width', 'height', 'points', 'transform', 'text-anchor', 'dominant-baseline', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'font-size', 'font-weight', 'fill', 'stroke', 'opacity', 'preserveAspectRatio']);
const figureClass = /^fig-[a-z0-9-]+$/;

const comment = String.raw`<!--[\s\S]*?-->`;
const name = String.raw`[A-Za-z][\w:.-]*`;
const parts = new RegExp(String.raw`${comment}|<(?<closing>/)?(?<tag>${name})(?<inner>(?:\s+${name}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>/)?>|(?<words>[^<]+)`, 'gy');
const attributePattern = new RegExp(String.raw`(${name})\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'g');
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Deeper than any drawing that a person made. */
const deepest = 30;

interface Open {
  readonly tag: string;
  readonly node: { tag: string; attributes: Record<string, string>; classes: string[]; children: (DrawingNode | string)[] } | null;
}

/**
 * Reads the source of a drawing without the browser's own parsers, which this app's security policy keeps closed to text from outside.
 * It knows elements, attributes, words, comments and the five entities; null for a source that holds anything else or does not end well.
 */
export function drawingOf(source: string): DrawingNode | null {
  const root: Open = { tag: '', node: { tag: '', attributes: {}, classes: [], children: [] } };
  const open: Open[] = [root];
  let at = 0;
  parts.lastIndex = 0;
  for (let match = parts.exec(source); match !== null; match = parts.exec(source)) {
    at = parts.lastIndex;
    const { closing, tag, inner = '', empty, words } = match.groups ?? {};
    const inside = open.at(-1);
    if (words !== undefined) inside?.node?.children.push(decoded(words));
    if (tag === undefined) continue;
    if (closing !== undefined) {
      if (inside?.tag !== tag || open.length === 1) return null;
      open.pop();
      continue;
    }
    const node = inside?.node != null && elements.has(tag) ? { tag, ...attributesOf(inner), children: [] } : null;
    if (node !== null) inside?.node?.children.push(node);
    if (empty === undefined) open.push({ tag, node });
    if (open.length > deepest) return null;
  }
  if (at !== source.length || open.length !== 1) return null;
  const drawn = root.node?.children.filter((child) => typeof child !== 'string') ?? [];
  const [only] = drawn;
  return drawn.length === 1 && only?.tag === 'svg' ? only : null;
}

function attributesOf(inner: string): { attributes: Record<string, string>; classes: string[] } {
  const kept: Record<string, string> = {};
  const classes: string[] = [];
  for (const [, attribute = '', double, single] of inner.matchAll(attributePattern)) {
    const value = decoded(double ?? single ?? '');
    if (attribute === 'class') classes.push(...value.split(/\s+/).filter((one) => figureClass.test(one)));
    else if (attributes.has(attribute) && !/url\s*\(/i.test(value)) kept[attribute] = value;
  }
  return { attributes: kept, classes };
}

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal: string | undefined, hexadecimal: string | undefined, entity: string | undefined) => {
    if (entity !== undefined) return entities[entity] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
