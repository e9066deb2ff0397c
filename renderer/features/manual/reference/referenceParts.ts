/** What can be looked up beside the sections, in the order of the contents. */
export const referenceParts = ['about', 'glossary', 'timeline', 'cases', 'templates'] as const;
export type ReferencePart = (typeof referenceParts)[number];

export const isReferencePart = (part: string | undefined): part is ReferencePart => referenceParts.some((one) => one === part);
