import type { ComponentChild } from 'preact';
import { textAddress } from './links.js';

interface Open {
  readonly mark: '' | '*' | '_' | '**' | '__' | '[';
  readonly inside: ComponentChild[];
}
/** Deeper openings stay text: what is open at once, and so the work per character, is bounded. */
const MOST_OPEN = 24;
const TARGET = /\]\( *(<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?: +"[^"\n]*")? *\)/y;
const PLAIN = /[^\\*_[\]\n ]+| +(?!\n)/y;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/** One pass over the text: marks open and close, and whatever never closes is text again. */
export function inline(text: string): ComponentChild[] {
  const open: Open[] = [{ mark: '', inside: [] }];
  let at = 0;
  while (at < text.length) at = step(text, at, open);
  while (open.length > 1) abandon(open);
  return open[0]?.inside ?? [];
}

function step(text: string, at: number, open: Open[]): number {
  const character = text[at] ?? '';
  switch (character) {
    case '\\':
      return escaped(text, at, open);
    case '*':
    case '_':
      return emphasis(text, at, character, open);
    case '[':
      begin(open, '[');
      return at + 1;
    case ']':
      return link(text, at, open);
    case ' ':
    case '\n':
      return lineEnd(text, at, open);
    default: {
      PLAIN.lastIndex = at;
      const plain = PLAIN.exec(text)?.[0] ?? character;
      say(open, plain);
      return at + plain.length;
    }
  }
}

function escaped(text: string, at: number, open: Open[]): number {
  const next = text[at + 1] ?? '';
  if (next === '\n') top(open).push(<br />);
  else if (/[!-/:-@[-`{-~]/.test(next)) say(open, next);
  else {
    say(open, '\\');
    return at + 1;
  }
  return at + 2;
}

function lineEnd(text: string, at: number, open: Open[]): number {
  let end = at;
  while (text[end] === ' ') end += 1;
  if (text[end] !== '\n') {
    say(open, text.slice(at, end));
    return end;
  }
  if (end - at >= 2) top(open).push(<br />);
  else say(open, '\n');
  return end + 1;
}

function emphasis(text: string, at: number, character: '*' | '_', open: Open[]): number {
  let end = at;
  while (text[end] === character) end += 1;
  const { opens, closes } = flanks(text, at, end, character);
  let left = end - at;
  while (left > 0) {
    const nearest = open.findLast(({ mark }) => mark.startsWith(character) || mark === '[')?.mark ?? '';
    const closing = closes && nearest.startsWith(character) && left >= nearest.length;
    const mark = left % 2 === 0 ? (`${character}${character}` as '**' | '__') : character;
    if (closing) close(open, nearest);
    else if (opens) begin(open, mark);
    else say(open, mark);
    left -= closing ? nearest.length : mark.length;
  }
  return end;
}

/** CommonMark's rule in short: a mark opens before a word and closes after one; `_` never does inside a word. */
function flanks(text: string, from: number, to: number, character: '*' | '_') {
  const before = text[from - 1] ?? ' ';
  const after = text[to] ?? ' ';
  const space = (c: string) => /\s/.test(c);
  const mark = (c: string) => PUNCTUATION.test(c);
  const left = !space(after) && (!mark(after) || space(before) || mark(before));
  const right = !space(before) && (!mark(before) || space(after) || mark(after));
  if (character === '*') return { opens: left, closes: right };
  return { opens: left && (!right || mark(before)), closes: right && (!left || mark(after)) };
}

function link(text: string, at: number, open: Open[]): number {
  const begun = open.findLastIndex(({ mark }) => mark === '[');
  TARGET.lastIndex = at;
  const target = begun > 0 ? TARGET.exec(text) : null;
  const said = target?.[1] ?? '';
  const href = textAddress(said.startsWith('<') ? said.slice(1, -1) : said);
  if (!target || href === null) {
    if (begun > 0) letGo(open, begun);
    say(open, ']');
    return at + 1;
  }
  while (open.length > begun + 1) abandon(open);
  const inside = open.pop()?.inside ?? [];
  for (let index = 1; index < open.length; index += 1) if (open[index]?.mark === '[') letGo(open, index); // no link inside a link
  top(open).push(
    <a href={href} rel="noopener nofollow">
      {inside}
    </a>,
  );
  return at + target[0].length;
}

/** The bracket at `index` is text after all; what is open inside it stays open. */
function letGo(open: Open[], index: number): void {
  const bracket = open[index];
  if (index === open.length - 1) abandon(open);
  else if (bracket) open[index] = { mark: '', inside: ['[', ...bracket.inside] };
}

function begin(open: Open[], mark: Open['mark']): void {
  if (open.length > MOST_OPEN) say(open, mark);
  else open.push({ mark, inside: [] });
}

function close(open: Open[], mark: string): void {
  while (open.at(-1)?.mark !== mark) abandon(open);
  const inside = open.pop()?.inside ?? [];
  top(open).push(mark.length === 2 ? <strong>{inside}</strong> : <em>{inside}</em>);
}

/** The innermost opening never closed: its mark was text. */
function abandon(open: Open[]): void {
  const lost = open.pop();
  if (!lost) return;
  say(open, lost.mark);
  for (const child of lost.inside) typeof child === 'string' ? say(open, child) : top(open).push(child);
}

function say(open: Open[], text: string): void {
  const inside = top(open);
  const last = inside.at(-1);
  if (typeof last === 'string') inside[inside.length - 1] = last + text;
  else inside.push(text);
}

function top(open: readonly Open[]): ComponentChild[] {
  return open.at(-1)?.inside ?? [];
}
