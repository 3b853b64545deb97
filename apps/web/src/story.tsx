import type { Words } from '#pages/words';
import { LivePage } from './live-page.js';
import { openLinked } from './permalinks.js';
import './story.css';

/** Makes the page that the server printed a live one, in the language that it is written in. */
export function goLive(words: Words): void {
  const root = document.getElementById('live-blog');
  if (!root || openLinked()) return;
  new LivePage(root, words).start();
}
