const ENTRY = /^#u-(.+)$/;

/** Leaves for the page that holds the update of the address, where this one doesn't. Links within the page stay on it. */
export function openLinked(): boolean {
  const linked = ENTRY.exec(location.hash)?.[1];
  const asked = new URL(location.href);
  if (linked && !document.getElementById(`u-${linked}`) && !asked.searchParams.has('update')) {
    asked.searchParams.set('update', linked);
    location.replace(asked);
    return true;
  }
  document.addEventListener('click', stay);
  return false;
}

function stay(click: MouseEvent): void {
  if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey)
    return;
  const link = (click.target as Element | null)?.closest?.('a[href*="update="]');
  const entry = link && document.getElementById(new URL((link as HTMLAnchorElement).href).hash.slice(1));
  if (!entry) return;
  click.preventDefault();
  history.pushState(null, '', (link as HTMLAnchorElement).href);
  entry.scrollIntoView();
  entry.focus({ preventScroll: true });
}
