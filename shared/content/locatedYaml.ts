/**
 * YAML that remembers where each value stood, so that a schema problem can be reported with its line.
 */
import * as v from 'valibot';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { ContentProblem } from './contentProblem.ts';

export type YamlPath = readonly (string | number)[];

export interface LocatedYaml {
  value: unknown;
  /** Line of the value at the path, or of the nearest parent that exists. */
  lineOf(path: YamlPath): number;
}

/**
 * Reads YAML 1.2 without tags or aliases that could blow up in memory.
 * @param firstLine line of the file on which `text` begins, for front matter
 */
export function readYaml(file: string, text: string, firstLine = 1): { yaml: LocatedYaml | undefined; problems: ContentProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true, customTags: [], merge: false });
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: counter.linePos(error.pos[0]).line + firstLine - 1,
    message: `This is not valid YAML: ${firstSentence(error.message)}`,
    advice: 'Check the indentation, the quotation marks and that no key is there twice; put a text that holds ": " or "#" in quotation marks',
  }));
  if (problems.length > 0) return { yaml: undefined, problems };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    return { yaml: undefined, problems: [{ file, line: firstLine, message: 'This file uses YAML anchors and aliases', advice: 'Write the repeated text out in full' }] };
  }
  return { yaml: { value, lineOf: (path) => lineAt(document, counter, path) + firstLine - 1 }, problems: [] };
}

/** Parses a located value; every issue becomes a problem with its line. */
export function parseLocated<const TSchema extends v.GenericSchema>(
  file: string,
  schema: TSchema,
  yaml: LocatedYaml,
  path: YamlPath = [],
  value: unknown = yaml.value,
): { output: v.InferOutput<TSchema> | undefined; problems: ContentProblem[] } {
  const result = v.safeParse(schema, value);
  if (result.success) return { output: result.output, problems: [] };
  return { output: undefined, problems: result.issues.map((issue) => issueToProblem(file, yaml, path, issue)) };
}

function issueToProblem(file: string, yaml: LocatedYaml, base: YamlPath, issue: v.BaseIssue<unknown>): ContentProblem {
  const inner = (issue.path ?? []).map((item) => item.key as string | number);
  const line = yaml.lineOf([...base, ...inner]);
  const name = inner.length > 0 ? `"${inner.join('.')}"` : 'The content';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { file, line, message: `${name} is not a known key`, advice: 'Correct its spelling or remove it' };
  }
  if (issue.received === 'undefined') {
    return { file, line, message: `${name} is missing`, advice: 'Add the key with its value' };
  }
  if (issue.kind === 'schema' && issue.expected === 'string' && typeof issue.input === 'number') {
    return { file, line, message: `${name} is a number where text is expected`, advice: 'Put the value in quotation marks' };
  }
  if (issue.kind === 'schema') {
    return { file, line, message: `${name} should be ${issue.expected ?? 'something else'} but is ${issue.received}`, advice: 'Correct the value' };
  }
  return { file, line, message: `${name}: ${lowerFirst(issue.message)}`, advice: 'Correct the value' };
}

function lineAt(document: Document, counter: LineCounter, path: YamlPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const child: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
      : isSeq(node) && typeof key === 'number'
        ? node.items[key]
        : undefined;
    if (child === undefined) break;
    offset = startOf(child) ?? offset;
    node = isPair(child) ? child.value : child;
  }
  return counter.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  if (isPair(node)) return (node as Pair<Node, Node>).key.range?.[0];
  return (node as Node | null)?.range?.[0];
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/[.:]?\s*$/, '');
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
