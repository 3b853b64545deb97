import type { Page } from 'playwright-core';

/** What a reader page says, without what only a live page has. */
export interface PageContent {
  /** Texts of the timeline's entries, in order. */
  readonly entries: readonly string[];
  readonly ids: readonly string[];
  readonly pins: readonly string[];
  readonly keyEvents: readonly string[];
  readonly board: string;
  readonly cities: readonly string[];
  readonly circles: readonly string[];
}

/** `ids` are read for whoever compares; two pages may hold more or fewer entries below. */
export async function contentOf(page: Page): Promise<PageContent> {
  const read = await page.evaluate<Omit<PageContent, 'ids'> & { ids: string[] }>(`(() => {
    const plain = (element) => {
      const copy = element.cloneNode(true);
      for (const only of copy.querySelectorAll('.doings button, .drawn')) only.remove();
      return copy.textContent.replace(/\\s+/g, ' ').trim();
    };
    const texts = (selector) => [...document.querySelectorAll(selector)].map(plain);
    return {
      entries: texts('.timeline article'),
      ids: [...document.querySelectorAll('.timeline article')].map(({ id }) => id),
      pins: texts('.pinned article'),
      keyEvents: texts('.keys li'),
      board: texts('.board').join(),
      cities: texts('.cities tbody tr'),
      circles: [...document.querySelectorAll('.map circle')].map((circle) => circle.outerHTML),
    };
  })()`);
  return Object.defineProperty(read, 'ids', { enumerable: false, value: read.ids });
}

/** Brings an element into sight and watches each frame where it is; the answer says how far it was ever moved, in pixels. */
export async function watchPlace(page: Page, selector: string): Promise<() => Promise<number>> {
  const watched = await page.waitForSelector(selector);
  await watched.evaluate((element) => element.scrollIntoView());
  const id = await watched.getAttribute('id');
  await page.evaluate(`(() => {
    const top = () => document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top;
    const before = top();
    globalThis.moved = 0;
    const watch = () => {
      globalThis.moved = Math.max(globalThis.moved, Math.abs(top() - before));
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  })()`);
  return () => page.evaluate('globalThis.moved');
}
