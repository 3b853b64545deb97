import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, HttpAdapterHost } from '@nestjs/core';
import type { JWK } from 'jose';
import { JournalModule } from '#journal/journal.module';
import { publicKey } from '#journal/token-key';
import { LiveModule } from '#live/live.module';
import { AccessGuard } from './access/access.guard.js';
import { SIGNING_KEY } from './access/signing-key.js';
import { PUBLIC_KEY, Tokens } from './access/tokens.js';
import { BoardController } from './board/board.controller.js';
import { PinExpiry } from './board/pin-expiry.js';
import { PinsController } from './board/pins.controller.js';
import { PreferencesController } from './board/preferences.controller.js';
import { AuditController } from './desk-log/audit.controller.js';
import { DeskLogController } from './desk-log/desk-log.controller.js';
import { DeskRings } from './desk-log/desk-rings.js';
import { FlagAnswers } from './guard/flag-answers.js';
import { FlagsController } from './guard/flags.controller.js';
import { GuardController } from './guard/guard.controller.js';
import { EventsController } from './events/events.controller.js';
import { DeskSettingsController } from './filings/desk-settings.controller.js';
import { FilingsController } from './filings/filings.controller.js';
import { PublishFilingController } from './filings/publish-filing.controller.js';
import { Scheduler } from './filings/scheduler.js';
import { HandoverController } from './notes/handover.controller.js';
import { NotesController } from './notes/notes.controller.js';
import { Recipients } from './notes/recipients.js';
import { OtherMethods } from './http/other-methods.js';
import { ProblemFilter } from './http/problem.filter.js';
import { AnswerWithReceipt } from './http/recorded-write.js';
import { PhotoFiles } from '#media/photo-files';
import { mediaUrl, photoStoreAt } from '#media/photo-store-at';
import { MediaController } from './media/media.controller.js';
import { PhotoIntake } from './media/photo-intake.js';
import { PhotoPlacement } from './media/photo-placement.js';
import { PhotoReview } from './media/photo-review.js';
import { PhotosController } from './media/photos.controller.js';
import { GatewaysBeside } from './operate/gateways-beside.js';
import { HealthController } from './operate/health.controller.js';
import { MetricsController } from './operate/metrics.controller.js';
import { Backgrounds } from './pages/backgrounds.js';
import { FigurePagesController } from './pages/figure-pages.controller.js';
import { DeskPageController } from './pages/desk-page.controller.js';
import { EmbedController } from './pages/embed.controller.js';
import { PagesController } from './pages/pages.controller.js';
import { StoryMaps } from './pages/story-maps.js';
import { StoryPages } from './pages/story-pages.js';
import { PlacesController } from './places/places.controller.js';
import { ApiKeysController } from './people/api-keys.controller.js';
import { Freezing } from './people/freezing.js';
import { PasswordController } from './people/password.controller.js';
import { PeopleController } from './people/people.controller.js';
import { DeskModule } from './people/desk.module.js';
import { SearchController } from './search/search.controller.js';
import { AccessTokens } from './session/access-tokens.js';
import { OidcController } from './session/oidc/oidc.controller.js';
import { OwnSessionsController } from './session/own-sessions.controller.js';
import { SessionController } from './session/session.controller.js';
import { SignInController } from './session/sign-in.controller.js';
import { SignOutController } from './session/sign-out.controller.js';
import { IntroductionController } from './stories/introduction.controller.js';
import { AtTheDesk } from './stories/at-the-desk.js';
import { DeskStoriesController } from './stories/desk-stories.controller.js';
import { LifecycleController } from './stories/lifecycle.controller.js';
import { Positions } from './stories/positions.js';
import { Recorder } from './stories/recorder.js';
import { serveSnapshots } from './stories/snapshot-route.js';
import { Snapshots } from './stories/snapshots.js';
import { StoriesController } from './stories/stories.controller.js';
import { StoryList } from './stories/story-list.js';
import { TotalHistories } from './totals/total-histories.js';
import { TotalsController } from './totals/totals.controller.js';
import { ChangeUpdateController } from './updates/change-update.controller.js';
import { CurrentUpdate } from './updates/current-update.js';
import { DeliveriesController } from './updates/deliveries.controller.js';
import { LeasesController } from './updates/leases.controller.js';
import { LookIntoUpdateController } from './updates/look-into-update.controller.js';
import { PostUpdateController } from './updates/post-update.controller.js';
import { ReadUpdatesController } from './updates/read-updates.controller.js';
import { ReviseUpdateController } from './updates/revise-update.controller.js';
import { Withdrawal } from './updates/withdrawal.js';

@Module({
  imports: [JournalModule, LiveModule, DeskModule],
  controllers: [
    StoriesController,
    IntroductionController,
    LifecycleController,
    DeskStoriesController,
    PostUpdateController,
    ReadUpdatesController,
    ReviseUpdateController,
    ChangeUpdateController,
    LookIntoUpdateController,
    LeasesController,
    DeliveriesController,
    FilingsController,
    PublishFilingController,
    DeskSettingsController,
    BoardController,
    PinsController,
    PreferencesController,
    GuardController,
    FlagsController,
    TotalsController,
    EventsController,
    SessionController,
    SignInController,
    SignOutController,
    OidcController,
    OwnSessionsController,
    PeopleController,
    PasswordController,
    ApiKeysController,
    PhotosController,
    MediaController,
    SearchController,
    NotesController,
    HandoverController,
    DeskLogController,
    AuditController,
    HealthController,
    MetricsController,
    DeskPageController,
    EmbedController,
    PlacesController,
    PagesController,
    FigurePagesController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: AnswerWithReceipt },
    {
      provide: PUBLIC_KEY,
      useFactory: (key: JWK) => publicKey(key),
      inject: [SIGNING_KEY],
    },
    OtherMethods,
    AtTheDesk,
    Recipients,
    DeskRings,
    Tokens,
    AccessTokens,
    Positions,
    Recorder,
    Snapshots,
    StoryList,
    Backgrounds,
    StoryMaps,
    StoryPages,
    TotalHistories,
    Withdrawal,
    CurrentUpdate,
    PinExpiry,
    FlagAnswers,
    Freezing,
    Scheduler,
    PhotoIntake,
    PhotoPlacement,
    PhotoReview,
    { provide: PhotoFiles, useFactory: async () => new PhotoFiles(await photoStoreAt(mediaUrl())) },
    GatewaysBeside,
  ],
  exports: [GatewaysBeside],
})
export class ApiModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly snapshots: Snapshots,
  ) {}

  onModuleInit(): void {
    serveSnapshots(this.host.httpAdapter.getInstance(), this.snapshots);
  }
}
