// A site that is not the newsroom's, with the example of examples/embed on it.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/embed');
const TYPES = { 'index.html': 'text/html; charset=utf-8', 'page.css': 'text/css' };

export async function anotherSite(newsroom) {
  const server = http.createServer(async ({ url }, response) => {
    const name = url === '/' ? 'index.html' : path.basename(url);
    if (!(name in TYPES)) return response.writeHead(404).end();
    const text = await readFile(path.join(EXAMPLE, name), 'utf8');
    return response
      .writeHead(200, { 'content-type': TYPES[name] })
      .end(text.replaceAll('http://127.0.0.1:3000', newsroom));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
