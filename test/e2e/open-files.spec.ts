import { afterEach, describe, expect, test } from '@jest/globals';
import { type AppName, type Dateline, startDateline } from '../support/dateline.js';

/** Node itself opens hundreds as it loads. */
const FILES = 700;
const LET_IN = 500;

let dateline: Dateline;
afterEach(() => dateline.stop());

describe.each<AppName>(['newsroom', 'gateway'])('a %s that may open few files', (app) => {
  test('says so, lets in as many readers as it can serve, and answers all others', async () => {
    dateline = await startDateline({ app, openFiles: FILES });
    expect(dateline.output()).toContain(
      `At most ${LET_IN} readers are let in and all others told to come back later, since this process may open ` +
        `${FILES} files: set the limit to 50200`,
    );
    const answers: Response[] = [];
    for (let i = 0; i < LET_IN + 20; i += 1)
      answers.push(await fetch(`${dateline.url}/socket.io/?EIO=4&transport=polling`));
    expect(answers.map(({ status }) => status)).toEqual([
      ...Array.from({ length: LET_IN }, () => 200),
      ...Array.from({ length: 20 }, () => 503),
    ]);
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await fetch(`${dateline.url}/healthz`)).status).toBe(200);
    const page = await (await fetch(`${dateline.url}/metrics`)).text();
    expect(page).toMatch(new RegExp(`^dateline_gateway_connections_limit ${LET_IN}$`, 'm'));
    expect(page).toMatch(/^dateline_gateway_refusals_total\{cause="connections"\} 20$/m);
    expect(page).toMatch(/^process_cpu_seconds_total \d/m);
  }, 40_000);
});

test('a newsroom with room for all says nothing', async () => {
  dateline = await startDateline({ env: { GATEWAY_CONNECTIONS: '50' } });
  expect(dateline.output()).not.toContain('readers are let in');
}, 40_000);
