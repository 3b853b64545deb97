// npm run bench:pages: what the pages cost in bytes and time, beside what is asked. Needs Chromium. Exits 1 when something is over.
import { aBenchNewsroom } from './a-bench-newsroom.mjs';
import { measureEditor } from './pages/editor.mjs';
import { measureReader } from './pages/reader.mjs';
import { measureReporter } from './pages/reporter.mjs';
import { aBrowser, replayDay, say } from './pages/visitors.mjs';

const newsroom = await aBenchNewsroom({ LIMIT_WRITES: 'off', LIMIT_READS: 'off' });
const browser = await aBrowser();
try {
  say('the recorded day, until 14:04');
  await replayDay(newsroom, '2021-01-23T14:04:30Z');
  const rows = [];
  for (const measure of [measureReader, measureReporter, measureEditor])
    rows.push(...(await measure(browser, newsroom)));
  for (const row of rows) process.stdout.write(`${inColumns(row)}\n`);
  if (rows.some(isOver)) process.exitCode = 1;
} finally {
  await browser.close();
  await newsroom.stop();
}

/** What could not be measured is over. */
function isOver({ value, most }) {
  return most !== null && !(value <= most);
}

function inColumns(row) {
  const { what, value, most, unit } = row;
  const figure = `${value.toFixed(unit === 'ms' ? 0 : unit === 'KB' ? 1 : 3)} ${unit}`;
  const asked = most === null ? '' : `asked ≤ ${most} ${unit}`;
  return `${what.padEnd(86)} ${figure.padStart(10)}  ${asked.padEnd(18)}${isOver(row) ? 'OVER' : ''}`.trimEnd();
}
