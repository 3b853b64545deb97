import { decodeJwt } from 'jose';
import { enterAlone } from '#desk/desk-log';
import { Revocations } from '#journal/revocations';
import { newsroomHere, withJournal } from './newsroom-here.js';

export async function revoke(token: string): Promise<void> {
  const { jti, sub } = decodeJwt(token);
  if (!jti) throw new Error('This is no token of a Dateline newsroom.');
  await withJournal(await newsroomHere(), async (database) => {
    const detail = { holder: sub };
    await enterAlone(database, {
      story: null,
      actor: 'command line',
      action: 'token.revoked',
      about: jti,
      detail,
    });
    await new Revocations(database).revoke(jti);
  });
  process.stdout.write(`The token of ${sub} is revoked.\n`);
}
