export class EventQueue {
  get size(): number;
  put(time: number, what: number): void;
  take(): { readonly time: number; readonly what: number } | undefined;
}
