// Loaded into the newsroom's process by bench-checks.mjs: where its processor time goes, written when it ends.
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');

const EVERY_US = 500;
const file = process.env.BENCH_PROFILE;
if (file && process.argv[1]?.endsWith('apps/newsroom/src/main.js')) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: EVERY_US });
  session.post('Profiler.start');
  process.on('exit', () =>
    session.post('Profiler.stop', (_, { profile }) => writeFileSync(file, JSON.stringify(profile))),
  );
}
