import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openFilesLimit, openFilesWarning, withinOpenFiles } from './open-files.js';

const ASKED = { connections: 50_000, handshakesPerSecond: 5_000 };

describe('the limit of open files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-limits-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const read = async (soft: string) => {
    const file = path.join(folder, 'limits');
    const line = (name: string, value: string) =>
      `${name.padEnd(26)}${value.padEnd(21)}1048576              files\n`;
    await writeFile(
      file,
      line('Max processes', '31') + line('Max open files', soft) + line('Max locked memory', '7'),
    );
    return openFilesLimit(file);
  };

  test('is the one that holds now, not the one it could be raised to', async () => {
    expect(await read('1024')).toBe(1_024);
  });

  test('is none where there is none, and where the system does not say', async () => {
    expect(await read('unlimited')).toBeNull();
    expect(openFilesLimit(path.join(folder, 'nowhere'))).toBeNull();
  });

  test('of this very process is known on Linux', () => {
    if (process.platform === 'linux') expect(openFilesLimit()).toBeGreaterThan(0);
  });
});

describe('a gateway', () => {
  test.each([null, 50_200, 1_048_576])(
    'with a limit of %s files lets in as many as it was asked to',
    (limit) => {
      expect(withinOpenFiles(ASKED, limit)).toEqual(ASKED);
      expect(openFilesWarning(ASKED, limit)).toBeUndefined();
    },
  );

  test.each([
    [50_199, 49_999],
    [1_024, 824],
    [200, 1],
    [20, 1],
  ])('with a limit of %d files lets in %d, and says in a sentence what to set', (limit, connections) => {
    expect(withinOpenFiles(ASKED, limit)).toEqual({ ...ASKED, connections });
    expect(openFilesWarning(ASKED, limit)).toBe(
      `At most ${connections} readers are let in and all others told to come back later, since this process may open ` +
        `${limit} files: set the limit to 50200 (ulimit -n, LimitNOFILE=, ulimits: nofile), or GATEWAY_CONNECTIONS to ` +
        `${connections}.`,
    );
  });
});
