import { PhotoDesk } from './a-photo.js';
import { Desk } from './at-the-desk.js';
import { Queue } from './at-the-queue.js';
import type { Dateline } from './dateline.js';
import { standingNewsroom } from './standing-newsroom.js';

interface DeskScene {
  readonly dateline: Dateline;
  readonly desk: Desk;
  readonly queue: Queue;
  readonly photos: PhotoDesk;
  /** Who files there. */
  readonly vera: Desk;
}

/** One newsroom for all tests of a file, its own or the standing one; before each a story of its own, with its queue and photos. */
export function deskForEachTest(
  begin: (scene: DeskScene) => void,
  { role = 'editor' as 'editor' | 'admin', newsroom = standingNewsroom } = {},
): void {
  let dateline: Dateline;
  beforeAll(async () => {
    dateline = await newsroom();
  }, 60_000);
  afterAll(() => dateline?.stop());
  beforeEach(async () => {
    const desk = await Desk.open(dateline, role);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera', story: desk.story }));
    begin({ dateline, desk, vera, queue: new Queue(desk), photos: new PhotoDesk(desk) });
  });
}
