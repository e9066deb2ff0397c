/** The readable text of a Markdown body: marks, link targets, table rules and footnote signs taken away. For excerpts, never for display. */
export const plainBody = (markdown: string): string =>
  markdown
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replaceAll(/\[\^[^\]]+\]:?/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s*\|?[-:| ]+\|[-:| ]*$/gm, ' ')
    .replaceAll(/[*_`#>|]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
