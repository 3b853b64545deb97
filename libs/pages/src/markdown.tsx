import type { ComponentChild } from 'preact';
import { inline } from './markdown-inline.js';

/**
 * The Markdown that updates may use, as elements: paragraphs, line breaks, lists, quotations, emphasis, strong text and
 * links. Everything else, HTML and images included, stays the text that it is. Shared by server and browser; it makes
 * elements, never HTML, so nothing can slip through an escape.
 */
export function Markdown({ text }: { readonly text: string }) {
  return <>{blocks(text.replaceAll('\r\n', '\n').split('\n'), 0)}</>;
}

const QUOTE = /^ {0,3}> ?/;
const ITEM = /^ {0,3}(?:[-*+]|(\d{1,9})[.)]) +(?=\S)/;
const MOST_NESTED = 8;

function blocks(lines: readonly string[], depth: number): ComponentChild[] {
  const made: ComponentChild[] = [];
  let from = 0;
  while (from < lines.length) {
    const kind = kindOf(lines[from] ?? '', depth);
    let to = from + 1;
    while (to < lines.length && continues(kind, lines[to] ?? '', depth)) to += 1;
    const part = lines.slice(from, to);
    if (kind === 'quote')
      made.push(
        <blockquote>
          {blocks(
            part.map((line) => line.replace(QUOTE, '')),
            depth + 1,
          )}
        </blockquote>,
      );
    else if (kind === 'bullets') made.push(<ul>{items(part)}</ul>);
    else if (kind === 'numbers') made.push(<ol start={firstNumber(part)}>{items(part)}</ol>);
    else if (kind === 'paragraph')
      made.push(<p>{inline(part.map((line) => line.trimStart()).join('\n'))}</p>);
    from = to;
  }
  return made;
}

type Kind = 'blank' | 'quote' | 'bullets' | 'numbers' | 'paragraph';

function kindOf(line: string, depth: number): Kind {
  if (line.trim() === '') return 'blank';
  if (depth < MOST_NESTED && QUOTE.test(line)) return 'quote';
  const item = ITEM.exec(line);
  if (item) return item[1] === undefined ? 'bullets' : 'numbers';
  return 'paragraph';
}

/** A line of text goes on with what is open; a new quotation or list begins its own. */
function continues(kind: Kind, line: string, depth: number): boolean {
  const next = kindOf(line, depth);
  if (kind === 'blank' || next === 'blank') return kind === next;
  return next === kind || next === 'paragraph';
}

function items(lines: readonly string[]): ComponentChild[] {
  const texts: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) texts.push(line.replace(ITEM, ''));
    else texts.push(`${texts.pop() ?? ''}\n${line.trimStart()}`);
  }
  return texts.map((text) => <li>{inline(text)}</li>);
}

function firstNumber(lines: readonly string[]): number | undefined {
  const first = Number(ITEM.exec(lines[0] ?? '')?.[1]);
  return first === 1 ? undefined : first;
}

/** The text without its marks, for places that take no elements. */
export function plainText(text: string): string {
  return text
    .replaceAll(/^ {0,3}(?:> ?|[-*+] +)+/gm, '')
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replaceAll(/(\*\*|__|\*|(?<!\w)_|_(?!\w))/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The first words of a text, whole ones, as far as they fit. */
export function firstWords(text: string, characters: number): string {
  const plain = plainText(text);
  if (plain.length <= characters) return plain;
  const cut = plain.lastIndexOf(' ', characters);
  return `${plain.slice(0, cut > 0 ? cut : characters)}…`;
}
