import 'reflect-metadata';
import { ApiModule } from './api.module.js';
import { httpServer } from './server.js';
import { whyNot } from './why-not.js';

try {
  const app = await httpServer(ApiModule);
  await app.listen(Number(process.env['PORT'] ?? 3000), process.env['HOST'] ?? '127.0.0.1');
  process.stdout.write(`The api is ready at ${await app.getUrl()}\n`);
} catch (error) {
  process.stderr.write(`The api can't start: ${whyNot(error)}\n`);
  process.exit(1);
}
