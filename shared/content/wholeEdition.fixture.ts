/** The smallest folder that is a whole edition, for tests. A new map each time, so that a test may change it. */
export function wholeEdition(): Map<string, string> {
  return new Map([
    ['edition.yaml', 'edition: "2026.1"\nlanguage: en\ntitle: Manual\npublisher: Test\npublishedOn: 2026-11-21\nnotice: For tests.\n'],
    ['chapters.yaml', '- id: commitment\n  number: 1\n  title: The commitment\n  folder: 01-commitment\n- id: role\n  number: 2\n  title: The role\n  folder: 02-role\n'],
    ['manual/01-commitment/01-four-crimes.md', section('four-crimes', 'Four crimes', '[]')],
    ['manual/01-commitment/02-three-pillars.md', `${section('three-pillars', 'Three pillars', '[]')}\n![Pillars](figure:pillars)\n\nSee [crimes](term:genocide), [Kenya](case:kenya-2008) and [note](template:note).\n`],
    ['manual/02-role/01-mandate.md', section('mandate', 'The mandate', '[wk-01]')],
    ['programme.yaml', programme],
    ['toolkits/mandate-check.yaml', toolkit],
    ['templates/note.md', '---\nid: note\ntitle: Note\npurpose: Says something\nplaceholders:\n  - { name: name, label: Name }\nsections: [mandate]\nsources: [Own text]\n---\n\nTo {{name}}\n'],
    ['glossary.yaml', '- id: genocide\n  term: Genocide\n  definition: A crime.\n  section: four-crimes\n  source: Genocide Convention, 1948\n'],
    ['timeline.yaml', "- id: summit\n  on: '2005'\n  title: World Summit\n  text: States committed themselves.\n  source: World Summit Outcome, 2005\n"],
    ['cases.yaml', '- id: kenya-2008\n  title: Kenya\n  period: 2008\n  happened: a\n  doneEarly: b\n  disputed: c\n  lesson: d\n  sections: [four-crimes]\n  sources: [Test]\n'.replace('period: 2008', "period: '2008'")],
    ['figures.yaml', '- id: pillars\n  title: Pillars\n  description: Three columns.\n'],
    ['figures/pillars.svg', '<svg viewBox="0 0 680 300"><rect class="fig-fill" width="10" height="10"/></svg>\n'],
  ]);
}

function section(id: string, title: string, tasks: string): string {
  return `---\nid: ${id}\ntitle: ${title}\nsummary: You know about it.\nsources:\n  - World Summit Outcome, 2005\ntasks: ${tasks}\n---\n\n## A heading\n\nA text of one sentence.\n`;
}

const phase = (id: string): string => `  - id: ${id}\n    title: ${id}\n    intro: An introduction.\n`;

const programme = `phases:
${['before-appointment', 'first-week', 'first-month', 'first-100-days', 'annual-cycle', 'leaving'].map(phase).join('')}tasks:
  - id: wk-01
    phase: first-week
    title: Read the mandate
    why: It says what you may do.
    steps:
      - { id: a, text: Find it }
      - { id: b, text: Read it }
    evidence: It is read
    minutes: 30
    dependsOn: []
    appliesWhen: null
    dueDaysAfterAppointment: 5
    sections: [mandate]
    toolkits: [mandate-check]
    source: Own text
`;

const toolkit = `id: mandate-check
title: Mandate check
purpose: Checks the mandate.
kind: checklist
version: 1
minutes: 20
sections: [mandate]
tasks: [wk-01]
sources: [Own text]
groups:
  - id: g1g1g1g1
    title: One group
    items:
      - { id: a1a1a1a1, rev: 1, type: check, label: Is it written }
      - id: b1b1b1b1
        rev: 1
        type: choice
        label: Who signed it
        options:
          - { id: c1c1c1c1, label: The minister }
          - { id: d1d1d1d1, label: Nobody }
`;
