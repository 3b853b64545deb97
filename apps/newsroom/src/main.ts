import 'reflect-metadata';
import { whyNot } from '../../api/src/why-not.js';
import { startNewsroom } from './start.js';

try {
  await startNewsroom();
} catch (error) {
  process.stderr.write(`The newsroom can't start: ${whyNot(error)}\n`);
  process.exit(1);
}
