// People at the recorded day's desk, and what they filed: something live, and something that waits.
import { randomUUID } from 'node:crypto';
import { ask, DAY, invite, signInAt, PASSWORD } from '../../test/load/pages/visitors.mjs';

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

/** Ada is an admin, Edith an editor, Rita a reporter in two cities. */
export async function aDeskAtWork({ url, token }) {
  await invite({ url, token }, 'Ada', 'admin');
  await invite({ url, token }, 'Edith', 'editor');
  await invite({ url, token }, 'Rita', 'reporter', [{ story: DAY, cities: ['moscow', 'spb'] }]);
  const body = { name: 'Rita', password: PASSWORD };
  const { accessToken } = await ask(`${url}/v1/sign-in`, { method: 'POST', body });
  for (const filed of FILED) {
    const update = { id: randomUUID(), figures: [], ...filed };
    await ask(`${url}/v1/stories/${DAY}/updates`, { method: 'POST', token: accessToken, body: update });
  }
  const signIn = async (page, name) => {
    await page.goto(`${url}/desk`);
    await signInAt(page, name);
  };
  return { signIn };
}

const FILED = [
  {
    city: 'moscow',
    occurredAt: minutesAgo(12),
    text: 'The square is empty; cleaners are at work on **Pushkin Square**.',
  },
  {
    city: 'kolomna',
    occurredAt: minutesAgo(9),
    text: 'Some fifty people walk from the station to the kremlin.',
  },
  {
    ...{
      city: 'moscow',
      occurredAt: minutesAgo(5),
      text: 'A lawyer names a far higher number.',
      holdWithFigures: true,
    },
    figures: [{ metric: 'arrests', source: 'ovd-info', value: 90_000 }],
  },
];
