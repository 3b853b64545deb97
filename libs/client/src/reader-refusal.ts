import type { ProblemDocument } from '#contract/problems';

/**
 * Why a reader was refused. A proxy in between may have answered in its own words: then by its status, without the table
 * of codes, which is larger than the rest of what readers' browsers load of this.
 */
export async function readerRefusal(response: Response): Promise<ProblemDocument> {
  const said: unknown = await response.json().catch(() => null);
  if (typeof said === 'object' && said !== null && 'code' in said && 'retry' in said)
    return said as ProblemDocument;
  const { status } = response;
  const isOurs = status >= 500 || status === 408 || status === 429;
  return {
    ...{ type: 'about:blank', title: `HTTP ${status}`, status },
    ...(isOurs ? { code: 'unavailable', retry: 'same' } : { code: 'not_found', retry: 'never' }),
  };
}
