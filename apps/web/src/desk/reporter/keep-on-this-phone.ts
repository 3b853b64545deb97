/** Keeps the page for when there is no network, and asks the browser not to tidy away what is not sent. */
export function keepOnThisPhone(): void {
  void navigator.serviceWorker?.register('/desk/worker.js', { scope: '/desk' }).catch(() => undefined);
  void navigator.storage?.persist?.();
}
