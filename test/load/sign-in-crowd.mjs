// A thread of its own for those who sign in: what they cost their own program is no part of a post's time.
import http from 'node:http';
import { parentPort } from 'node:worker_threads';
import { request } from './post-load.mjs';

parentPort.on('message', async ({ url, names, password }) => {
  const agent = new http.Agent({ keepAlive: true });
  const signIn = async (name) => {
    const { status } = await request(`${url}/v1/sign-in`, {
      method: 'POST',
      body: { name, password },
      agent,
    });
    return status;
  };
  parentPort.postMessage(await Promise.all(names.map(signIn)));
  agent.destroy();
});
