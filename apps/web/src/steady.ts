const MARKERS = 'article, h2, tr';

/** Changes the page and keeps what the reader is looking at where it is on the screen. */
export function steadily(root: HTMLElement, change: () => void): void {
  const anchor = scrollY > 0 ? firstInSight(root) : undefined;
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (!anchor?.isConnected || before === undefined) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
}

function firstInSight(root: HTMLElement): Element | undefined {
  return [...root.querySelectorAll(MARKERS)].find((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && bottom > top;
  });
}
