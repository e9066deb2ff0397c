import { styleOf } from './pasteStyles.ts';

const deepest = 9;

/** Word writes a list as paragraphs with a bullet or a number in front. Makes lists of them again. */
export function listsFromWord(body: HTMLElement): void {
  /** The lists that are open, the outermost first. */
  let open: { readonly list: HTMLElement; readonly level: number }[] = [];
  let last: Element | null = null;
  for (const line of body.querySelectorAll('p')) {
    const list = styleOf(line, 'mso-list');
    const marker = [...line.querySelectorAll('span')].find((span) => styleOf(span, 'mso-list') === 'ignore');
    if (list === '' || marker === undefined) continue;
    if (last === null || line.previousElementSibling !== last) open = [];
    const level = Math.min(deepest, Number(/level(\d+)/u.exec(list)?.[1] ?? 1));
    const name = /[\p{L}\p{N}][.)]/u.test(marker.textContent ?? '') ? 'ol' : 'ul';
    marker.remove();
    const item = body.ownerDocument.createElement('li');
    open = open.filter((one) => one.level <= level);
    let here = open.at(-1);
    if (here === undefined || here.level < level || here.list.tagName.toLowerCase() !== name) {
      if (here?.level === level) open.pop();
      const begun = body.ownerDocument.createElement(name);
      const around = open.at(-1)?.list.lastElementChild;
      if (around == null) line.before(begun);
      else around.append(begun);
      here = { list: begun, level };
      open.push(here);
    }
    here.list.append(item);
    last = open[0]?.list ?? null;
    item.append(line);
  }
}
