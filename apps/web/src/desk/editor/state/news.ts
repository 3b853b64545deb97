/** What happened: an event's kind (`update.posted`), an action at the desk (`filing.submitted`), or that anything may have. */
export type Happening = string;
export const ANYTHING: Happening = '*';
type Listener = (what: Happening, about: string | null) => void;

/** Passes on what happens in a story and at its desk to whatever on the screen shows it. */
export class News {
  private readonly listeners = new Set<Listener>();

  tell(what: Happening, about: string | null = null): void {
    for (const listener of [...this.listeners]) listener(what, about);
  }

  /** Returns what ends it. */
  hear(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
