/** Every page of the desk in this browser hears that somebody signed out in one of them. */
const NAME = 'dateline-left';

export function tellOthers(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(null);
  channel.close();
}

/** `left` is called when it happened elsewhere. Returns what ends the listening. */
export function hearOthers(left: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = left;
  return () => channel.close();
}
