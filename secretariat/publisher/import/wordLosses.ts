/** Something of a Word document that has no place in a section of the Manual, or came over in another form. */
export interface Loss {
  readonly what: string;
  readonly count: number;
  readonly advice: string;
}

interface Sign {
  readonly what: string;
  readonly advice: string;
  /** Matches once for each piece. */
  readonly pattern: RegExp;
  /** Parts of the document that are searched; by default its text. */
  readonly parts?: RegExp;
}

const text = /^word\/document\.xml$/;

const signs: readonly Sign[] = [
  { what: 'Pictures', pattern: /<(?:pic:pic|v:imagedata)[ >]/g, advice: 'Left out. Draw what the reader needs as an SVG in figures/, with a description, or say it in words.' },
  { what: 'Charts and diagrams', pattern: /<(?:c:chart|dgm:relIds)[ /]/g, advice: 'Left out. Give the figures as a table.' },
  { what: 'Text boxes and shapes with words', pattern: /<w:txbxContent>/g, advice: 'Check that their words are in the section; their place on the page is lost.' },
  { what: 'Equations', pattern: /<m:oMath[ >]/g, advice: 'Left out. Write them in words.' },
  { what: 'Deletions that are still marked as changes', pattern: /<w:del[ >]/g, advice: 'Left out, as if accepted. Accept or reject all changes in Word first if that is not what you want.' },
  { what: 'Insertions that are still marked as changes', pattern: /<w:ins[ >]/g, advice: 'Taken over, as if accepted. Accept or reject all changes in Word first if that is not what you want.' },
  { what: 'Comments', pattern: /<w:comment[ >]/g, parts: /^word\/comments\.xml$/, advice: 'Left out. Deal with them before the text is signed.' },
  { what: 'Headers and footers with words', pattern: /<w:t[ >]/g, parts: /^word\/(?:header|footer)\d*\.xml$/, advice: 'Left out. The app prints the edition, the section and the page by itself.' },
  { what: 'Fields (table of contents, cross-references, page numbers)', pattern: /<w:(?:fldSimple[ >]|fldChar [^>]*w:fldCharType="begin")/g, advice: 'Only the words that they showed came over. The app makes contents by itself; link to another section as [its title](section:its-id).' },
  { what: 'Coloured or highlighted words', pattern: /<w:(?:highlight|color) w:val="(?!auto|000000|none)[^"]+"/g, advice: 'The words came over, their colour did not. Where a colour meant something, say it.' },
  { what: 'Underlined words', pattern: /<w:u w:val="(?!none)[^"]+"/g, advice: 'The words came over without the line.' },
  { what: 'Embedded files', pattern: /<o:OLEObject[ >]/g, advice: 'Left out.' },
  { what: 'Tick boxes and other form fields', pattern: /<(?:w14:checkbox|w:ffData)[ >]/g, advice: 'Left out. Questions that people answer belong into a toolkit, where each gets an id.' },
];

/** What of a Word document did not carry over, by looking at its XML and not at what came out. */
export function wordLosses(parts: ReadonlyMap<string, string>): Loss[] {
  const found = signs.flatMap(({ what, pattern, parts: where = text, advice }) => {
    let count = 0;
    for (const [name, xml] of parts) if (where.test(name)) count += xml.match(pattern)?.length ?? 0;
    return count > 0 ? [{ what, count, advice }] : [];
  });
  const numbered = numberedHeadings(parts);
  return numbered === 0 ? found : [...found, { what: 'Headings that Word numbers by itself', count: numbered, advice: 'Their numbers are gone: the app numbers sections by their place. A sentence that says "see 4.2" must name the section or link to it.' }];
}

/** Headings whose style, or whose own paragraph, belongs to a numbered list. */
function numberedHeadings(parts: ReadonlyMap<string, string>): number {
  const styles = parts.get('word/styles.xml') ?? '';
  const headings = new Map<string, boolean>();
  for (const [style, id] of styles.matchAll(/<w:style [^>]*w:styleId="([^"]+)"[^>]*>[\s\S]*?<\/w:style>/g)) {
    if (id !== undefined && /<w:name w:val="heading [1-9]"/i.test(style)) headings.set(id, style.includes('<w:numPr>'));
  }
  const paragraphs = (parts.get('word/document.xml') ?? '').matchAll(/<w:pPr>((?:(?!<\/w:pPr>)[\s\S])*)<\/w:pPr>/g);
  let count = 0;
  for (const [, properties = ''] of paragraphs) {
    const style = /<w:pStyle w:val="([^"]+)"/.exec(properties)?.[1] ?? '';
    const own = headings.get(style);
    if (own !== undefined && (own || properties.includes('<w:numPr>'))) count += 1;
  }
  return count;
}
