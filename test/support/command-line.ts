import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A line typed in a shell at the root, as somebody who knows only where the newsroom's home is. */
export class Typed {
  stdout = '';
  stderr = '';
  readonly exit: Promise<number | null>;

  constructor(line: string, env: Record<string, string>) {
    const { DATABASE_URL: _, REDIS_URL: __, NODE_OPTIONS: ___, ...rest } = process.env;
    const options = { cwd: ROOT, env: { ...rest, ...env }, shell: true } as const;
    const child = spawn(line, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.exit = new Promise((resolve) => child.once('close', resolve));
  }
}

/** The README's line for a command of `dateline`, with its words in capitals filled in. */
export function readmeLine(command: string, words: Readonly<Record<string, string>> = {}): string {
  const lines = readFileSync(path.join(ROOT, 'README.md'), 'utf8').split('\n');
  const line = lines.find((each) => each.includes(`npm run -s dateline -- ${command}`));
  if (line === undefined) throw new Error(`The README does not say how to ${command}.`);
  const filled = (word: string) => words[word] ?? word;
  return line.replaceAll(/[A-Z]+(?:\.ndjson)?\b/g, filled);
}
