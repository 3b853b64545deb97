import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { renderStoryPage } from '#pages/story-page';
import { SharedBody } from '../http/shared-body.js';
import { type BuiltSnapshot, Snapshots } from '../stories/snapshots.js';
import { builtAssets } from './page-files.js';

interface Place {
  readonly story: string;
  readonly city: string | undefined;
  readonly origin: string;
}

/** The reader pages of stories: each rendered once for its position, origin and build, and shared. */
@Injectable()
export class StoryPages {
  private readonly assets = builtAssets();
  private readonly build = createHash('sha256')
    .update(JSON.stringify(this.assets))
    .digest('base64url')
    .slice(0, 8);
  private readonly pages = new WeakMap<BuiltSnapshot, Map<string, SharedBody>>();

  constructor(private readonly snapshots: Snapshots) {}

  /** Throws CodedError `story_not_found`, `unknown_city`. */
  async page({ story, city, origin }: Place): Promise<SharedBody> {
    const built = await this.snapshots.get(story, city);
    const pages = this.pages.get(built) ?? new Map<string, SharedBody>();
    this.pages.set(built, pages);
    const page = pages.get(origin) ?? this.render(built, city, origin);
    pages.delete(origin); // to the end of the row: the first in it was asked for longest ago
    pages.set(origin, page);
    const [oldest] = pages;
    if (pages.size > ORIGINS_KEPT && oldest) {
      pages.delete(oldest[0]);
      built.weight.add(-oldest[1].bytes);
    }
    return page;
  }

  private render({ snapshot, weight }: BuiltSnapshot, city: string | undefined, origin: string): SharedBody {
    const events = process.env['GATEWAY_URL'];
    const html = renderStoryPage({ snapshot, city, origin, assets: this.assets, events });
    const { epoch, seq } = snapshot.position;
    const place = createHash('sha256').update(origin).digest('base64url').slice(0, 8);
    const etag = `W/"${epoch}.${seq}.${city ?? ''}.${this.build}.${place}"`;
    return new SharedBody(Buffer.from(html), etag, weight);
  }
}

/** Hosts a newsroom is reached by, those asked for last; made-up Host headers neither fill the memory nor keep a real one out. */
const ORIGINS_KEPT = 4;
