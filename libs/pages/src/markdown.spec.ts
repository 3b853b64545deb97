import MarkdownIt from 'markdown-it';
import { renderToString } from 'preact-render-to-string';
import { Markdown, plainText } from './markdown.js';

const reference = new MarkdownIt('zero', { html: false }).enable([
  'emphasis',
  'link',
  'list',
  'blockquote',
  'paragraph',
  'newline',
  'escape',
]);
const html = (text: string) => renderToString(Markdown({ text }));

/** Both without what two renderers may write differently: white space between blocks, the link's `rel` and `title`, `<p>` in items. */
function bare(markup: string): string {
  return markup
    .replaceAll(/ rel="noopener nofollow"| title="[^"]*"/g, '')
    .replaceAll(/<br\s*\/?>\n?/g, '<br>')
    .replaceAll(/>\n+</g, '><')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .trim();
}

describe('a text as reporters write it', () => {
  test.each([
    'One line.',
    'Two lines\nof one paragraph.\n\nAnother paragraph.',
    'A hard  \nbreak, and\\\nanother.',
    '**Strong**, *leaning*, ***both***, __strong__ and _leaning_.',
    'a snake_case_name and 2 * 3 * 4',
    'He said *"no"* and **left**.',
    '**bold with *leaning* inside** and *leaning with **bold** inside*',
    'A [link](https://example.org/a_b?c=d&e=f) and [one *more*](http://example.org/x "title").',
    'Brackets [1] stay [sic], also [a [b] c](https://example.org/).',
    'No [end](https://example.org and no [start.',
    '\\*not leaning\\* and \\[no link\\]',
    '- one\n- two **strong**\n- three',
    '1. one\n2. two',
    '4. four\n5. five',
    '> Quoted *words*\n> on two lines\n\nand on.',
    '> - a list\n> - in a quotation',
    '# no heading, `no code`, --- no rule, ~~no strike~~',
    'Unclosed **strong and *leaning',
    'Ends with a star * and an underscore _',
    '[brackets *across] the* end',
    'Улица **Ленина** закрыта, «_Медуза_» пишет.',
  ])('reads as Markdown: %j', (text) => {
    expect(bare(html(text))).toBe(bare(reference.render(text)));
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[click](javascript:alert(1))',
    '[click](java\tscript:alert(1))',
    '[click](data:text/html;base64,PHNjcmlwdD4=)',
    '[click](vbscript:msgbox)',
    '[click](//evil.example/)',
    '[click](/stories/other)',
    '[click](https://good.example:@evil.example/)',
    '![pixel](data:image/png;base64,AAAA)',
    '[a](https://ok.example/"onmouseover="alert(1))',
    '<https://evil.example>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('B17: is inert: %j', (text) => {
    const out = html(text);
    expect(out).not.toMatch(/<(?!\/?(p|a|em|strong|br|ul|ol|li|blockquote)\b)/);
    for (const [, href] of out.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^(https?:\/\/ok\.|mailto:)/);
    expect(out).not.toMatch(/<[^>]*\son\w+=/);
    expect(out).not.toContain('<img');
  });

  test('B18: loads no picture from elsewhere', () => {
    expect(html('![alt](https://evil.example/t.gif)')).not.toContain('<img');
  });

  test.each(['[', '*', '_', '**a ', '[a](', '> ', '- ', '\\', '[]('])(
    'of 32 KB of %j is read in no time',
    (part) => {
      const started = performance.now();
      html(part.repeat(32_768 / part.length));
      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );

  test('is plain where no marks can be', () => {
    expect(plainText('> **About 190** people, [Fontanka](https://f.example/) says\n_today_')).toBe(
      'About 190 people, Fontanka says today',
    );
  });
});
