// A process full of readers: does what load-client.mjs asks of it.
import { Crowd } from './crowd.mjs';

let crowd;

process.on('message', async ({ id, ask, given }) => {
  try {
    if (ask === 'enter') crowd = new Crowd(given);
    const answer = ask === 'enter' ? undefined : await crowd[ask](given);
    process.send({ id, answer });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.on('disconnect', () => process.exit());
