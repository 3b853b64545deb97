import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DESK_CHANNEL } from '#desk/tables/desk-head.entity';
import { listenOn } from '#journal/doorbell';
import { DeskBell } from '#live/desk-bell';

/** Carries from Postgres to the gateways that something was put on record at a story's desk. */
@Injectable()
export class DeskRings implements OnModuleInit, OnApplicationShutdown {
  private stop: (() => void) | undefined;

  constructor(private readonly bell: DeskBell) {}

  async onModuleInit(): Promise<void> {
    this.stop = await listenOn(process.env['DATABASE_URL'] ?? '', DESK_CHANNEL, (payload) => {
      const [story = '', deskSeq = ''] = payload.split(' ');
      this.bell.ring(story, Number(deskSeq)).catch(() => undefined); // gateways ask now and then
    });
  }

  onApplicationShutdown(): void {
    this.stop?.();
  }
}
