import { sleep } from './find.mjs';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Starts a service, and starts it again on the same port whenever it ends without being asked to. */
export async function keepRunning(name, start, say) {
  let service = await start({});
  const { url, port } = service;
  let isStopping = false;
  const startAgain = async () => {
    for (let wait = FIRST_WAIT_MS; !isStopping; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await sleep(wait);
      try {
        return await start({ port });
      } catch (error) {
        say(`${name} could not be started again yet: ${error.message.split('\n', 1)[0]}`);
      }
    }
    return service;
  };
  const watch = async () => {
    for (let how = await service.ended; !isStopping; how = await service.ended) {
      say(`${name} ended (${how}). Starting it again.`);
      service = await startAgain();
      if (!isStopping) say(`${name} runs again.`);
    }
  };
  const watching = watch();
  const stop = async () => {
    isStopping = true;
    await service.stop();
    await watching;
    await service.stop(); // one that came up meanwhile
  };
  return { url, stop };
}
