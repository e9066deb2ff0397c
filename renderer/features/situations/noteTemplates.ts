import type { MessageId } from '../../../shared/messages/en.ts';

export const noteTemplates = ['meeting', 'call', 'incident', 'media', 'weekly'] as const;
export type NoteTemplate = (typeof noteTemplates)[number];

/** Headings of each template, by message; the writer fills in what stands under them. Observation, source and judgement are kept apart. */
export const templateHeadings: Readonly<Record<NoteTemplate, readonly MessageId[]>> = {
  meeting: ['template.present', 'template.said', 'template.agreed', 'template.assess', 'template.next'],
  call: ['template.said', 'template.how', 'template.assess', 'template.next'],
  incident: ['template.happened', 'template.whereWhen', 'template.affected', 'template.who', 'template.how', 'template.assess', 'template.next'],
  media: ['template.reported', 'template.outlets', 'template.wording', 'template.assess', 'template.next'],
  weekly: ['template.changed', 'template.worse', 'template.better', 'template.unknown', 'template.assess', 'template.next'],
};
