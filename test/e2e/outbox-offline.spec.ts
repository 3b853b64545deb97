import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';
import { Phone } from '../support/a-phone.js';
import { fileAt, isKept, signInAt, statesAt, untilAt } from '../support/at-the-phone.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { type Answer, ask, aStory } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';
import { CHROMIUM } from './page-scene.js';

interface TimelinePage {
  readonly updates: UpdateView[];
  readonly older: string | null;
}
const CITIES = ['Moscow', 'Kazan', 'Omsk'];
const POSTS = 100;
const BAD_ATTEMPTS = 6;

// Without a browser on the machine there is no phone; CI installs one.
(CHROMIUM ? describe : describe.skip)('a hundred posts composed without a network', () => {
  let dateline: Dateline;
  let link: TcpLink;
  let phone: Phone;
  let address: string;

  const fileSome = async (from: number, to: number) => {
    for (let at = from; at < to; at += 1)
      await fileAt(phone.page, `Post ${at}.`, {
        city: CITIES[at % CITIES.length] ?? '',
        ...(at % 4 === 0 && { more: 1 }),
      });
  };
  /** Requests that don't arrive, arrive and are not heard of, and break off halfway; then a network that holds. */
  const flapping = async () => {
    let attempt = 0;
    await phone.page.route('**/updates:batch', async (route) => {
      attempt += 1;
      if (attempt <= 2) return route.abort('internetdisconnected');
      if (attempt <= 4) {
        await route.fetch();
        return route.abort('connectionreset');
      }
      await route.continue();
      if (attempt <= BAD_ATTEMPTS) {
        link.cut();
        link.restore();
      }
    });
    return () => attempt;
  };
  const timeline = async () => {
    const pages: UpdateView[][] = [];
    for (let next: string | null = `${address}/updates?limit=50`; next; ) {
      const { body }: Answer<TimelinePage> = await ask<TimelinePage>(next);
      pages.push(body.updates);
      next = body.older && dateline.url + body.older;
    }
    return pages.flat();
  };

  beforeAll(async () => {
    dateline = await startDateline();
    await new FrontDesk(dateline).person('Anna');
    const story = await aStory(dateline);
    address = story.address;
    link = await TcpLink.to('127.0.0.1', Number(new URL(dateline.url).port));
    phone = await Phone.at(`http://localhost:${link.port}/desk`);
    await phone.page.waitForSelector('input[autocomplete=username]');
    await phone.page.goto(`http://localhost:${link.port}/desk/${story.id}`);
  }, 60_000);
  afterAll(async () => {
    await phone?.close();
    await link?.close();
    await dateline?.stop();
  });

  test('arrive once each, in the order of each city, through reload, crash and a network that flaps', async () => {
    await signInAt(phone.page, 'Anna');
    await isKept(phone.page);
    await phone.offline(true);
    await fileSome(0, 40);
    await phone.page.reload();
    await untilAt(phone.page, { phone: 40 });
    await phone.page.fill('.writing textarea', 'Half a thought');
    await fileSome(40, 70);
    await phone.page.fill('.writing textarea', 'Half a thought');
    await untilAt(phone.page, { phone: 70 });
    await phone.crash();
    await phone.start({ offline: true });
    await untilAt(phone.page, { phone: 70 });
    expect(await phone.page.inputValue('.writing textarea')).toBe('Half a thought');
    await fileSome(70, POSTS);
    const attempts = await flapping();
    await phone.back('Anna');
    const areLive = async () => (await statesAt(phone.page))['live'] === POSTS; // a browser repeats what broke off, too
    for (let seen = 0; seen < BAD_ATTEMPTS && !(await areLive()); seen = attempts()) {
      await waitUntil('another attempt', async () => attempts() > seen || (await areLive()));
      await phone.offline(true);
      await phone.offline(false);
    }
    await untilAt(phone.page, { live: POSTS }, 40_000);

    expect(attempts()).toBeGreaterThan(4);

    const updates = await timeline();
    expect(updates.length).toBe(POSTS);
    const texts = updates.map((update) => (update.status === 'published' ? update.text : ''));
    expect(new Set(texts).size).toBe(POSTS);
    for (const city of ['moscow', 'kazan', 'omsk']) {
      const here = updates
        .filter((update) => update.city === city)
        .toSorted((a, b) => a.firstSeq - b.firstSeq);
      const numbers = here.map((update) =>
        Number(update.status === 'published' && update.text.match(/\d+/)?.[0]),
      );
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    const { body } = await ask<Snapshot>(address);
    expect(body.totals.metrics['arrests']?.citySum?.low).toBe(POSTS / 4);
  }, 90_000);
});
