/** Where `style` attributes of a paste are put. The page's policy does not let them be applied, and without them bold text would come in as plain. */
const asideName = 'data-style';

/** Renames the style attributes of the tags. A text that speaks of styles is left as it is. */
export const setStylesAside = (html: string): string => html.replaceAll(/<[a-z][^<>]*>/giu, (tag) => tag.replaceAll(/(\s)style(\s*=)/giu, `$1${asideName}$2`));

/** The value of one property of what was an element's style; empty where it has none. */
export const styleOf = (element: Element, property: string): string => new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, 'iu').exec(element.getAttribute(asideName) ?? '')?.[1]?.trim().toLowerCase() ?? '';

/** Programs write bold and italic as styles, and wrap a whole paste in a bold that is none. Makes of both what they look like. */
export function marksFromStyles(body: HTMLElement): void {
  for (const element of body.querySelectorAll(`[${asideName}]`)) {
    const weight = styleOf(element, 'font-weight');
    const slant = styleOf(element, 'font-style');
    const isBold = /^(?:bold|bolder|[6-9]00)$/u.test(weight);
    if (/^(?:b|strong)$/iu.test(element.tagName) && weight !== '' && !isBold) element.replaceWith(...element.childNodes);
    else if (element.tagName === 'SPAN') {
      if (isBold) wrapContent(element, 'strong');
      if (slant === 'italic' || slant === 'oblique') wrapContent(element, 'em');
    }
  }
}

function wrapContent(element: Element, name: 'strong' | 'em'): void {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}
