/** Every page of the desk in this browser hears that somebody signs out in one of them. */
const NAME = 'dateline-left';
/** Of what is being written at the desk, in a tab's own storage. */
export const WRITING = 'dateline-desk:';
/** So long another tab has to say that something is being written there. */
const ANSWER_MS = 200;

type Said = 'left' | 'who writes' | 'i write';

export function tellOthers(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage('left' satisfies Said);
  channel.close();
}

/** Whether signing out would throw away what somebody is writing, in this tab or another. */
export async function isWrittenAnywhere(): Promise<boolean> {
  if (isWrittenHere()) return true;
  const channel = new BroadcastChannel(NAME);
  const isElsewhere = await new Promise<boolean>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Said>) => data === 'i write' && resolve(true);
    channel.postMessage('who writes' satisfies Said);
    setTimeout(resolve, ANSWER_MS, false);
  });
  channel.close();
  return isElsewhere;
}

/** `left` is called when it happened elsewhere. Returns what ends the listening. */
export function hearOthers(left: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data === 'left') left();
    if (data === 'who writes' && isWrittenHere()) channel.postMessage('i write' satisfies Said);
  };
  return () => channel.close();
}

const isWrittenHere = () => Object.keys(sessionStorage).some((key) => key.startsWith(WRITING));
