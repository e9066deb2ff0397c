import { briefingParts, type BriefingFields, type BriefingPart } from '../../../shared/domain/assessments/briefing.ts';
import type { BriefingWords } from '../../../shared/domain/assessments/briefingDocument.ts';
import type { KindWords } from '../../../shared/domain/assessments/fillKind.ts';
import type { FillWords } from '../../../shared/domain/assessments/fillBriefing.ts';
import type { RiskChange } from '../../../shared/domain/assessments/riskChanges.ts';
import type { TextTools } from '../../i18n/useText.ts';
import { gradeWords } from '../runs/index.ts';

const inFull = (text: TextTools, date: Date): string => text.intl.formatDate(date, { day: 'numeric', month: 'long', year: 'numeric' });

/** A change of one factor in a sentence. */
export const changeWords = (text: TextTools, { factor, kind, from, to }: RiskChange): string =>
  text(`assessment.change.${kind}`, { factor: factor.title, from: from === null ? text('assessment.notJudged') : text(`risk.step.${from}`), to: to === null ? text('assessment.notJudged') : text(`risk.step.${to}`) });

/** The words of a page in the language of the screen. */
export function briefingWords(text: TextTools, fields: BriefingFields, now: Date): BriefingWords {
  return {
    handling: text(`briefing.doc.handling.${fields.handling}`),
    parts: Object.fromEntries(briefingParts.map((part) => [part, text(`briefing.part.${part}`)])) as Record<BriefingPart, string>,
    to: (reader) => text('briefing.doc.to', { reader }),
    from: (author) => text('briefing.doc.from', { author }),
    date: inFull(text, now),
    ask: (ask) => text('briefing.doc.ask', { ask }),
    decideBy: (when) => text('briefing.doc.decideBy', { when }),
    sources: text('briefing.doc.sources'),
    source: (letter, { fields: note }) => {
      const when = note.observedOn === null ? 'none' : inFull(text, new Date(`${note.observedOn}T12:00:00`));
      return note.reliability === null && note.credibility === null ? text('briefing.doc.sourceUngraded', { letter, when }) : text('briefing.doc.source', { letter, grade: gradeWords(text, note), when });
    },
    missing: text('briefing.doc.missing'),
    language: document.documentElement.lang === '' ? 'en' : document.documentElement.lang,
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
  };
}

export const kindWords = (text: TextTools): KindWords => ({
  option: ({ label, facts }) => (facts === null ? label : text('briefing.doc.option', { label, decides: facts.decides, leadTime: facts.leadTime, riskOfHarm: facts.riskOfHarm, howToStop: facts.howToStop })),
  forum: ({ forum, aim, on }) => text('briefing.doc.forum', { forum: text(`forum.${forum}`), aim, when: on === null ? 'none' : inFull(text, new Date(`${on}T12:00:00`)) }),
  scenario: (name, path) => text('briefing.doc.scenario', { name, path: path === '' ? 'none' : path }),
  sign: (sign, seenOn) => text('briefing.doc.sign', { sign, when: inFull(text, new Date(`${seenOn}T12:00:00`)) }),
  threshold: ({ title, rule, agreedWith }) => text('briefing.doc.threshold', { title, rule: rule ?? 'none', agreed: agreedWith === '' ? 'none' : agreedWith }),
});

export const fillWords = (text: TextTools): FillWords => ({
  judgement: (factor, step, confidence) => text('briefing.doc.judgement', { factor: factor.title, step: text(`risk.step.${step}`), confidence: confidence ?? 'none' }),
  change: (change) => changeWords(text, change),
  populations: (list) => text('briefing.doc.populations', { list }),
});
