import { RefusedError } from '#client/refused-error';
import { problemAnswer } from '#client/problem-answer';
import { type Session, UnreachableError } from '#client/session';

/** Saves what an address answers as a file of the person's. Throws RefusedError, UnreachableError. */
export async function saveExport(session: Session, address: string): Promise<void> {
  const headers = { authorization: `Bearer ${await session.token()}` };
  const response = await fetch(address, { headers }).catch((error: unknown) => {
    throw new UnreachableError(error);
  });
  if (!response.ok) throw new RefusedError(await problemAnswer(response));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = 'audit.ndjson';
  link.click();
  URL.revokeObjectURL(url);
}
