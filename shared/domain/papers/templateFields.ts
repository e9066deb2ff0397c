import type { Template } from '../../content/content.schema.ts';

export const placeholder = /\{\{([a-zA-Z]+)\}\}/g;

export interface TemplateField {
  readonly name: string;
  readonly label: string;
}

/** The part of a template that a paper keeps, so that it stays what it was when a later edition words it anew. */
export type PaperTemplate = Pick<Template, 'id' | 'title' | 'body' | 'placeholders'>;

/**
 * What is to be filled in, in the order of the text, each once. A place that the text names and the list of the template does not have is
 * a field all the same, under its own name; one that is only in the list can be filled in nowhere and is left out.
 */
export function templateFields(template: Pick<PaperTemplate, 'body' | 'placeholders'>): TemplateField[] {
  const labels = new Map(template.placeholders.map(({ name, label }) => [name, label]));
  const names = [...new Set([...template.body.matchAll(placeholder)].map(([, name]) => name ?? ''))];
  return names.map((name) => ({ name, label: labels.get(name) ?? name }));
}

/** Fields that are a paragraph of their own. What two devices write in one at the same time is merged by character; of a shorter field both values are kept. */
export const longFields = ({ body }: Pick<PaperTemplate, 'body'>): ReadonlySet<string> => new Set([...body.matchAll(/^\{\{([a-zA-Z]+)\}\}$/gm)].map(([, name]) => name ?? ''));

/** Fields that have no words yet. */
export const emptyFields = (template: Pick<PaperTemplate, 'body' | 'placeholders'>, values: Readonly<Record<string, string>>): TemplateField[] => templateFields(template).filter(({ name }) => (values[name] ?? '').trim() === '');
