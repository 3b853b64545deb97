/** What is the newsroom's, and stays as it is in every language: whether a text is a part of something somebody wrote. */
export function namesAndTexts(day: string, filed: object): (text: string) => boolean {
  const lines = day.split('\n').filter(Boolean);
  const made = Object.values(filed).map((each: unknown) => (typeof each === 'function' ? each() : each));
  const strings = [...lines.map((line) => JSON.parse(line) as unknown), ...made].flatMap(stringsIn);
  const names = new Set(
    strings
      .flatMap((text) => [text, text.replaceAll('*', ''), ...text.split(/[*_[\]()\n]+/)])
      .map((text) => text.trim()),
  );
  const isOurs = (text: string): boolean => !/\p{L}/u.test(text) || names.has(text) || ALWAYS.test(text);
  return (title) => {
    const text = title.replace(/^\(\d+\) /, '');
    return isOurs(text) || text.split(/[(),;·]|(?<=^[^:]+): /).every((part) => isOurs(part.trim()));
  };
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** What is called so everywhere: the product, zones, addresses, what is done by the names that programs use. */
const ALWAYS =
  /^(Dateline|English|[a-z_]+\.[a-z_]+|Ctrl\+Enter|[A-Z][a-z]+\/[A-Z]\w+|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}|https?:\/\/\S*)$/;
