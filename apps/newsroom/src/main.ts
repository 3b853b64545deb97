import 'reflect-metadata';
import { startNewsroom } from './start.js';

await startNewsroom();
