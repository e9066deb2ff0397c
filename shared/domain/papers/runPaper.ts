/** A run of a toolkit as a paper: what stands out first, then every question with its answer, in the order of the toolkit. */
import type { DocumentBlock, DocumentModel } from '../documents/documentModel.ts';
import type { RenderedItem, RenderedRun } from '../runs/renderRun.ts';
import type { AnswerRow, GivenAnswer } from '../runs/runAnswer.ts';
import type { RunDefinition, RunItem } from '../runs/runDefinition.ts';
import { isWide, type PaperFrame, textBlock, textBlocks } from './paperHead.ts';
import { planActions, toolkitIds } from './planRows.ts';
import { policyGaps, type PolicyGap } from './policyGaps.ts';

export interface RunPaperWords {
  /** One answer as the screen says it. */
  readonly answer: (given: GivenAnswer, item: RunItem) => string;
  readonly date: (day: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly notAnswered: string;
  readonly noRows: string;
  readonly point: string;
  readonly standing: string;
  readonly remark: string;
  readonly sphere: string;
  readonly gaps: string;
  readonly noGaps: string;
  readonly standingOf: (standing: PolicyGap['standing']) => string;
  readonly stillOpen: string;
  readonly progress: string;
  readonly state: string;
  readonly actions: string;
  readonly noState: string;
  readonly withoutOwner: string;
}

/** Between answers that two devices gave. */
const or = ' / ';

export function runPaper(title: string, definition: RunDefinition, run: RenderedRun, words: RunPaperWords, frame: PaperFrame): DocumentModel {
  const body = run.groups.flatMap(({ group, items }): DocumentBlock[] => {
    const shown = items.filter(({ hidden }) => !hidden);
    return shown.length === 0 ? [] : [{ kind: 'heading', level: 1, text: [group.number, group.title].filter((part) => part !== undefined).join(' ').slice(0, 400) }, ...groupBlocks(shown, words)];
  });
  const blocks = [...findings(definition, run, words), ...body].slice(0, 3_000);
  return { ...frame, title: title.slice(0, 300), blocks, notes: [], notesTitle: '', ...(isWide(blocks) ? { landscape: true } : {}) };
}

/** What a reader wants first: gaps of a review, points still open of a mandate, how far the actions of a plan are. Counts, never a mark. */
function findings(definition: RunDefinition, run: RenderedRun, words: RunPaperWords): DocumentBlock[] {
  switch (definition.id) {
    case toolkitIds.review: {
      const gaps = policyGaps(run);
      const remarked = gaps.some(({ remark }) => remark !== '');
      const rows = gaps.map((gap) => [gap.sphere, gap.point, words.standingOf(gap.standing), ...(remarked ? [gap.remark] : [])].map((cell) => cell.slice(0, 4_000)));
      const table: DocumentBlock = { kind: 'table', header: [words.sphere, words.point, words.standing, ...(remarked ? [words.remark] : [])], rows };
      return [{ kind: 'heading', level: 1, text: words.gaps }, gaps.length === 0 ? textBlock(words.noGaps) : table];
    }
    case toolkitIds.mandate: {
      const open = run.groups.flatMap(({ items }) => items).filter(({ item, hidden, current }) => !hidden && item.type === 'check' && !current.some(({ value }) => value === true));
      return open.length === 0 ? [] : [{ kind: 'heading', level: 1, text: words.stillOpen }, { kind: 'list', ordered: false, items: open.map(({ item }) => [{ text: item.label }]) }];
    }
    case toolkitIds.plan: {
      const actions = planActions(run);
      if (actions.length === 0) return [];
      const states = new Map<string, number>();
      for (const { state } of actions) states.set(state === '' ? words.noState : state, (states.get(state === '' ? words.noState : state) ?? 0) + 1);
      const unowned = actions.filter(({ owner, due }) => owner === '' || due === '');
      return [
        { kind: 'heading', level: 1, text: words.progress },
        { kind: 'table', header: [words.state, words.actions], rows: [...states].map(([state, count]) => [state, String(count)]) },
        ...(unowned.length === 0 ? [] : [textBlock(words.withoutOwner), { kind: 'list', ordered: false, items: unowned.slice(0, 500).map(({ action }) => [{ text: action }]) } as const]),
      ];
    }
    default:
      return [];
  }
}

function groupBlocks(items: readonly RenderedItem[], words: RunPaperWords): DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  let rows: string[][] = [];
  const endTable = (): void => {
    const remarked = rows.some((row) => row[2] !== '');
    if (rows.length > 0) blocks.push({ kind: 'table', header: [words.point, words.standing, ...(remarked ? [words.remark] : [])], rows: rows.map((row) => (remarked ? row : row.slice(0, 2))) });
    rows = [];
  };
  for (const rendered of items) {
    const { item, current, answers } = rendered;
    if (item.type === 'entries') {
      endTable();
      blocks.push({ kind: 'heading', level: 2, text: item.label }, entriesTable(item, answers.rows, words), ...answers.remarks.flatMap(textBlocks));
    } else if (item.type === 'longtext') {
      endTable();
      const texts = current.flatMap(({ value }) => (typeof value === 'string' ? textBlocks(value) : []));
      blocks.push({ kind: 'heading', level: 2, text: item.label }, ...(texts.length === 0 ? [textBlock(words.notAnswered, 'small')] : texts), ...answers.remarks.flatMap(textBlocks));
    } else {
      const answer = current.map((given) => words.answer(given, item)).join(or);
      rows.push([item.number === undefined ? item.label : `${item.number} ${item.label}`, answer === '' ? words.notAnswered : answer, answers.remarks.join(or)].map((cell) => cell.slice(0, 4_000)));
    }
  }
  endTable();
  return blocks;
}

function entriesTable(item: RunItem, rows: readonly AnswerRow[], words: RunPaperWords): DocumentBlock {
  const columns = (item.columns ?? []).slice(0, 12);
  const filled = rows.filter((row) => Object.values(row.cells).some((texts) => texts.some((text) => text.trim() !== '')));
  if (columns.length === 0 || filled.length === 0) return textBlock(words.noRows, 'small');
  const cell = (row: AnswerRow, column: (typeof columns)[number]): string => {
    const texts = (row.cells[column.id] ?? []).map((text) => {
      if (column.type === 'check') return text === 'yes' ? words.yes : words.no;
      if (column.type === 'choice') return column.options?.find(({ id }) => id === text)?.label ?? text;
      return column.type === 'date' && text !== '' ? words.date(text) : text;
    });
    return texts.length === 0 && column.type === 'check' ? words.no : texts.join(or).slice(0, 4_000);
  };
  return { kind: 'table', header: columns.map(({ label }) => label), rows: filled.slice(0, 1_000).map((row) => columns.map((column) => cell(row, column))) };
}
