import path from 'node:path';
import type { CheckStep } from './checkStep.ts';
import type { SourceText } from './parseTypeScript.ts';
import { isTest, readSource, sourceFiles } from './sourceFiles.ts';

interface ForbiddenWord {
  readonly pattern: RegExp;
  readonly why: string;
}

/** Patterns are written so that they do not find themselves. */
const everywhere: readonly ForbiddenWord[] = [
  { pattern: /(?<![\w.:/~*-])\/(?:work|root)\/[\w.-]/, why: 'a path of one machine' },
  { pattern: /(?<![\w.:/~*-])\/(?:home|Users)\/[a-z][\w-]*\//i, why: 'a path of one machine' },
  { pattern: /\b[A-Z]:\\{1,2}Users\\{1,2}\w/, why: 'a path of one machine' },
  { pattern: /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.[a-z]+|\/\/[\w.-]*(?:artifactory|verdaccio|nexus|npm-proxy)[\w.-]*[:/]/i, why: 'the host of a package registry: the lock and the code leave it to npm' },
  { pattern: /^(?:<{7}|>{7}|={7})(?: |$)/m, why: 'an unfinished merge' },
];
const inCode: readonly ForbiddenWord[] = [
  { pattern: /\b(?:TO[D]O|FIX[M]E|X[X]X)\b/, why: 'unfinished work: finish it or open an issue' },
  { pattern: /@ts-(?:ignore|nocheck)\b/, why: 'a type error hidden' },
  { pattern: /\b(?:test|it|describe)\.only\(/, why: 'a test that hides the others' },
  { pattern: /\bdebugger\s*;/, why: 'a breakpoint' },
];
/** shared is handed the time and chance, so that its rules can be tried with any. */
const inShared: readonly ForbiddenWord[] = [{ pattern: /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bperformance\.now\(/, why: 'shared reads no clock and draws no lots: hand it in' }];

const vagueNames = /^(?:utils?|helpers?|common|managers?|misc|lib)$/i;
const textFile = /\.(?:ts|tsx|cjs|mjs|js|json|css|html|md|yaml|yml|txt|svg|sh)$|(?:^|\/)(?:\.ci\/run|LICENSE|\.gitignore|\.gitattributes)$/;
const codeFile = /\.(?:ts|tsx|cjs|mjs|js|css|html|sh)$|\.ci\/run$/;
/** Licence texts are those of others, and package-lock names the packages of others. */
const notOurs = /^(?:LICENSE|package-lock\.json)$/;

/** Words that must not stand in a file, each with its line. */
export function wordFaults({ file, text }: SourceText): string[] {
  const rules = [...everywhere, ...(codeFile.test(file) ? inCode : []), ...(file.startsWith('shared/') && !isTest(file) ? inShared : [])];
  return text.split('\n').flatMap((line, index) => rules.filter(({ pattern }) => pattern.test(line)).map(({ why }) => `${file}:${index + 1}  ${why}: ${line.trim().slice(0, 80)}`));
}

/** A file is named after its main export, and these name nothing. */
export function nameFaults(files: readonly string[]): string[] {
  return files.filter((file) => /^(?:electron|renderer|shared|secretariat|build|test)\//.test(file) && file.split('/').some((part) => vagueNames.test(path.posix.parse(part).name.replace(/\..*$/, '')))).map((file) => `${file}  says nothing in its name: name it after its main export`);
}

/** npm writes the address it fetched from into the lock when told to; a mirror's address would stop everyone else. */
export const lockFaults = (lock: string): string[] => {
  const hosts = new Set([...lock.matchAll(/"resolved": "(?:git\+)?[a-z]+:\/\/([^/"]+)/g)].map(([, host = '']) => host));
  hosts.delete(['registry', 'npmjs', 'org'].join('.'));
  return [...hosts].map((host) => `package-lock.json  fetches from ${host}`);
};

export const words: CheckStep = {
  name: 'Words and names',
  run() {
    const files = sourceFiles(['.'], (file) => textFile.test(file) && !notOurs.test(file) && !file.endsWith('.log'));
    const faults = [...files.flatMap((file) => wordFaults({ file, text: readSource(file) })), ...nameFaults(files), ...lockFaults(readSource('package-lock.json'))];
    return Promise.resolve({ faults, looked: `${files.length} files` });
  },
};
