import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { UpdateContent } from '#contract/update';
import { Filings } from '#desk/filings/filings';
import { Leases } from '#desk/leases';
import type { Actor } from '#domain/story/command';
import { contentOf as contentIn } from '#domain/story/decide-publication';
import { checkFiling, type Filing } from '#domain/story/filing';
import { actorIn, Does } from '../access/access.guard.js';
import { Asking, AskingSession } from '../access/actor.decorator.js';
import type { Session } from '../access/token-session.js';
import { Checked, checked } from '../http/checked.js';
import { IfRevision } from '../http/if-match.js';
import { FilingName, StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { PhotoPlacement } from '../media/photo-placement.js';
import { Recorder } from '../stories/recorder.js';
import { CurrentUpdate } from '../updates/current-update.js';
import { contentOf, PostUpdateForm, wishesOf } from '../updates/update.form.js';
import { PublishForm, SubmitForm } from './filing.form.js';
import { publishAtOf, sentAtOf } from './filing-times.js';

/** From the desk towards readers: handed in by its author, let go by an editor. */
@Controller('v1/stories/:story/filings/:id')
export class PublishFilingController {
  constructor(
    private readonly recorder: Recorder,
    private readonly filings: Filings,
    private readonly leases: Leases,
    private readonly current: CurrentUpdate,
    private readonly placement: PhotoPlacement,
  ) {}

  @Post('submission')
  @HttpCode(201)
  @Does('filing.submit')
  async submit(
    @Param('story', StoryName) story: string,
    @Param('id', FilingName) id: string,
    @IfRevision() version: number | null,
    @Body(Checked) { requestId, ...times }: SubmitForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const filing = await this.filings.one(story, id, actor);
    const said = handedIn(filing);
    const wishes = said && wishesOf(said);
    const handed = {
      ...{ content: said ? contentOf(said) : GONE, publishAt: publishAtOf({ ...said, ...times }) },
      sentAt: sentAtOf({ ...said, ...times }),
      ...(wishes && { wishes }),
    };
    return this.recorder.append(story, {
      ...{ key: requestId, hash: requestHash('submit', id), actor },
      command: { type: 'submit', id, from: story, version, ...handed },
    });
  }

  /** Publishes it as it was filed, or placed in another city or story, with cities and sources that are new to it. */
  @Post('publication')
  @HttpCode(201)
  @Does('filing.publish')
  async publish(
    @Param('story', StoryName) from: string,
    @Param('id', FilingName) id: string,
    @IfRevision() version: number | null,
    @Body(Checked) body: PublishForm,
    @Asking() desk: Actor,
    @AskingSession() session: Session,
  ): Promise<RecordedWrite> {
    const { requestId, story = from, add, atOnce = false, ...asked } = body;
    const { publishAt, embargoUntil, override, revision, correctionNote, ...changes } = asked;
    const actor = actorIn(session, 'filing.publish', story);
    const filing = await this.filings.one(from, id, desk);
    // A request that can't be is not to leave a city behind; the journal decides, also about a repeat.
    if (add && filing.lastRequest !== requestId) checkFiling(filing, version, ['submitted', 'scheduled']);
    if (add) await this.extend(story, { requestId, add, actor });
    const isTimed = publishAt !== undefined || embargoUntil !== undefined;
    const { media: filed = [] } = contentIn(filing) ?? {};
    const { media = filed } = changes;
    const { corrects } = filing;
    const lease = corrects && (await this.leases.on(from, corrects.update));
    const publication = this.recorder.append(story, {
      ...{ key: requestId, hash: requestHash('publish', from, id, { ...asked, story, add, atOnce }), actor },
      command: {
        ...{ type: 'publish', by: 'editor', id, from, desk, atOnce, override, changes, media },
        ...{ version, revision, correctionNote, lease },
        publishAt: isTimed ? publishAtOf({ publishAt, embargoUntil }) : undefined,
      },
    });
    if (corrects) return this.current.told(from, corrects.update, publication);
    const recorded = await publication;
    if (story !== from) await this.placement.followAll(from, media, desk.name, filed);
    return recorded;
  }

  private async extend(
    story: string,
    { requestId, add, actor }: { requestId: string; add: NonNullable<PublishForm['add']>; actor: Actor },
  ): Promise<void> {
    const { cities = [], sources = [] } = add;
    await this.recorder.append(story, {
      ...{ key: `${requestId}/added`, hash: requestHash('extend', cities, sources), actor },
      command: { type: 'extend', cities, sources },
    });
  }
}

/** What is in a draft by now, checked as an update is. Null: it was handed in before; the journal knows by which request. */
function handedIn({ id, state, content }: Filing): PostUpdateForm | null {
  if ((state !== 'draft' && state !== 'sent_back') || content === null) return null;
  return checked(PostUpdateForm, { ...content, id }, 'content');
}
const GONE: UpdateContent = { city: null, occurredAt: '', text: '', figures: [] };
