// npm test: Jest with what native ES modules need. With DATELINE_TEST_RESULTS the results are also
// written to that file as JSON.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildWhereStale } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jest = path.join(root, 'node_modules/jest/bin/jest.js');
await buildWhereStale();
const results = process.env.DATELINE_TEST_RESULTS;
const more = results ? ['--json', `--outputFile=${results}`] : [];
const run = spawn(process.execPath, [...flags, jest, ...more, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', results ? 'ignore' : 'inherit', 'inherit'], // the JSON is also printed; the summary is on stderr
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => run.kill(signal));
run.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
