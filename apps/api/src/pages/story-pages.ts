import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { UpdateView } from '#contract/update';
import { JournalReader } from '#journal/read/journal-reader';
import { isOver } from '#pages/live-line';
import type { Speech } from '#pages/speech';
import { renderStepChart } from '#pages/step-chart';
import { renderStoryPage } from '#pages/story-page';
import { SharedBody } from '../http/shared-body.js';
import { type BuiltSnapshot, Snapshots } from '../stories/snapshots.js';
import { readTimelinePage } from '../updates/timeline-page.js';
import { Backgrounds, type StoryBackground } from './backgrounds.js';
import { storyAssets } from './page-files.js';
import { StoryMaps } from './story-maps.js';

export interface AskedPage {
  readonly story: string;
  readonly city: string | undefined;
  readonly keyEvents: boolean;
  readonly origin: string;
  readonly speech: Speech;
}

/** What a page says of now holds until the end of such a slot. */
const SLOT_MS = 10 * 60_000;

/** The reader pages of stories: each rendered once for its position, form, origin and build, and shared. */
@Injectable()
export class StoryPages {
  readonly assets = storyAssets();
  private readonly build = hash(JSON.stringify(this.assets));
  private readonly pages = new WeakMap<BuiltSnapshot, Map<string, SharedBody>>();

  constructor(
    private readonly snapshots: Snapshots,
    private readonly backgrounds: Backgrounds,
    private readonly maps: StoryMaps,
    private readonly reader: JournalReader,
  ) {}

  /** Throws CodedError `story_not_found`, `unknown_city`. */
  async page(asked: AskedPage): Promise<SharedBody> {
    const built = await this.snapshots.get(asked.story, asked.city);
    const beside = await this.backgrounds.get(built.snapshot, asked.city);
    const slot = isOver(built.snapshot.story) ? 0 : Math.floor(Date.now() / SLOT_MS);
    const { keyEvents, origin, speech } = asked;
    const form = JSON.stringify([origin, speech.words.language, speech.lang, keyEvents, beside.seq, slot]);
    const pages = this.pages.get(built) ?? new Map<string, SharedBody>();
    this.pages.set(built, pages);
    const page = pages.get(form) ?? (await this.render(built, asked, { beside, slot, form }));
    pages.delete(form); // to the end of the row: the first in it was asked for longest ago
    pages.set(form, page);
    const [oldest] = pages;
    if (pages.size > FORMS_KEPT && oldest) {
      pages.delete(oldest[0]);
      built.weight.add(-oldest[1].bytes);
    }
    return page;
  }

  /** The inside of the step chart's element; empty where there is nothing to draw. */
  async chart({ story, city, speech }: Pick<AskedPage, 'story' | 'city' | 'speech'>): Promise<string> {
    const { snapshot } = await this.snapshots.get(story, city);
    return drawnChart(snapshot.story, await this.backgrounds.get(snapshot, city), speech);
  }

  private async render(
    { snapshot, weight }: BuiltSnapshot,
    { city, keyEvents, origin, speech }: AskedPage,
    { beside, slot, form }: { beside: StoryBackground; slot: number; form: string },
  ): Promise<SharedBody> {
    const { story, position } = snapshot;
    const html = renderStoryPage(
      {
        ...{ snapshot, city, origin, background: beside.background },
        ...(keyEvents && { keyEvents: await this.keyEvents(story.id, city) }),
        assets: this.assets[speech.words.language],
        events: process.env['GATEWAY_URL'],
        map: this.maps.get(story.cities),
        chart: drawnChart(story, beside, speech),
        now: (slot + 1) * SLOT_MS,
      },
      speech,
    );
    const etag = `W/"${position.epoch}.${position.seq}.${city ?? ''}.${this.build}.${hash(form)}"`;
    return new SharedBody(Buffer.from(html), etag, weight);
  }

  private async keyEvents(story: string, city: string | undefined): Promise<readonly UpdateView[]> {
    const query = { before: undefined, after: undefined, keyEvents: 'true', limit: '100' };
    return (await readTimelinePage(this.reader, story, { query, city })).updates;
  }
}

export function drawnChart(
  story: Parameters<typeof renderStepChart>[0]['story'],
  { drawn }: Pick<StoryBackground, 'drawn'>,
  speech: Speech,
): string {
  return drawn ? renderStepChart({ story, ...drawn }, speech) : '';
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 8);

/** Hosts and languages a newsroom's pages are asked for in, the last ones; made-up Host headers neither fill the memory nor keep a real one out. */
const FORMS_KEPT = 8;
