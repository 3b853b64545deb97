/** Where two plain values differ: `path: is X, must be Y`. Empty when they say the same. */
export function differences(must: unknown, is: unknown, path = ''): string[] {
  if (must === is) return [];
  if (!isObject(must) || !isObject(is) || Array.isArray(must) !== Array.isArray(is))
    return [`${path || 'value'}: is ${short(is)}, must be ${short(must)}`];
  const keys = [...new Set([...Object.keys(must), ...Object.keys(is)])];
  return keys.flatMap((key) => differences(must[key], is[key], path ? `${path}/${key}` : key));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
