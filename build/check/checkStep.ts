import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface CheckStep {
  readonly name: string;
  /** What was looked at and what is wrong with it; no faults means that the step passed. */
  run(): Promise<StepResult>;
}

export interface StepResult {
  /** One line for each fault, `file:line  what is wrong`; the output of a tool is taken as it is. */
  readonly faults: readonly string[];
  /** Said when the step passes, so that a step that looked at nothing shows itself. */
  readonly looked: string;
}

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of node_modules by its own file, so that no shell and no PATH has a say. Never rejects on a non-zero exit. */
export function runNodeTool(file: string, args: readonly string[], cwd = root): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

/** The output of a tool as fault lines; a tool that fails silently is a fault as well. */
export function faultsOf(result: ToolResult, tool: string): string[] {
  if (result.code === 0) return [];
  const lines = `${result.stdout}\n${result.stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines : [`${tool} ended with code ${result.code} and said nothing`];
}
