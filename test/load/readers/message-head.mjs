// The first bytes of a message or line: what kind it is, and where a frame lies in its story.

/** Enough for `43/live,0[{"mode":"resume","frame":{"epoch":"…","from":…,"to":…`. */
const LENGTH = 160;
const FRAME = /"epoch":"([^"]*)","from":(\d+),"to":(\d+)/;

/** All readers are sent the same frames, so the last is kept. */
const last = { text: '', place: undefined };

export class MessageHead {
  bytes = Buffer.alloc(LENGTH);
  length = 0;

  /** Keeps what there is room for. */
  take(bytes, from, to) {
    if (this.length === LENGTH) return;
    this.length += bytes.copy(this.bytes, this.length, from, to);
  }

  clear() {
    this.length = 0;
  }

  get text() {
    return this.bytes.latin1Slice(0, this.length);
  }

  /** A frame's `{from, position}`: its first seq, and where a reader is who has it. Undefined when it does not say. */
  get place() {
    const { text } = this;
    if (text !== last.text) Object.assign(last, { text, place: placeIn(text) });
    return last.place;
  }
}

const POSITION = '"position":';

/** Where a whole story is, out of the bytes of its snapshot. */
export function positionIn(snapshot) {
  const from = snapshot.indexOf(POSITION);
  if (from < 0) return undefined;
  return JSON.parse(snapshot.latin1Slice(from + POSITION.length, snapshot.indexOf('}', from) + 1));
}

function placeIn(text) {
  const said = FRAME.exec(text);
  if (!said) return undefined;
  const [, epoch, from, to] = said;
  return { from: Number(from), position: { epoch, seq: Number(to) } };
}
