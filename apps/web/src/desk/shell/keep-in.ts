/** Keeps it in the browser. Where that has no room it holds until the page is left, and nothing older comes back. */
export function keepIn(storage: Storage, name: string, value: string): void {
  try {
    storage.setItem(name, value);
  } catch {
    storage.removeItem(name);
  }
}
