// What is measured inside a page: each function is sent there whole, and knows nothing but the page.

/** Whatever lies beyond the right edge, where the page as a whole does. */
export function sticksOut(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth}`] : [];
}

/** What a thumb has to hit and is less than 44 px high or 24 px wide; links inside sentences are as large as the sentence. */
export function tooSmall(part: Element): string[] {
  const targets =
    'button, select, textarea, summary, input:not([type=checkbox], [type=radio], [type=range], [type=file]), label:has(> input), nav a, li > a, a.button';
  return [...part.querySelectorAll<HTMLElement>(targets)].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    const isSeen = width > 1 && height > 1 && target.checkVisibility();
    const isSmall = height < 43.5 || width < 24;
    return isSeen && isSmall ? [`${target.outerHTML.slice(0, 120)} is ${width} × ${height}`] : [];
  });
}

/** Every text and label without a Russian letter that has a word in it; code, keys and what names its language are not for translating, nor
 * what was announced before the language was another, or is shown word by word. */
export function saidInLatin(): string[] {
  const isLeft = (element: Element | null) =>
    element?.closest(
      'code, pre, kbd, [translate=no], :has(> ins), :has(> del), ins, del, .unseen[role=status], .done-bar, script, style, noscript',
    ) !== null || element.closest('[lang]')?.getAttribute('lang') !== 'ru';
  const found: string[] = [];
  const take = (text: string | null) => {
    const said = (text ?? '').replace(/\s+/g, ' ').trim();
    if (/[A-Za-z]{2}/.test(said) && !/[А-Яа-яЁё]/.test(said)) found.push(said);
  };
  const walk = (root: Node) => {
    for (const node of root.childNodes) {
      if (node instanceof Text && !isLeft(node.parentElement)) take(node.data);
      if (!(node instanceof Element) || !(node.checkVisibility() || node.closest('select'))) continue;
      if (!isLeft(node))
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) take(node.getAttribute(name));
      walk(node.shadowRoot ?? node);
    }
  };
  take(document.title);
  walk(document.body);
  return [...new Set(found)];
}
