import { Readable } from 'node:stream';
import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { AuditPage } from '#contract/desk';
import { type AuditPlace, type AuditQuery, type PlacedEntry, readAudit } from '#journal/read/audit-reader';
import { Does } from '../access/access.guard.js';
import { type AskedAudit, auditFilters, auditQuery, cursorOf } from './audit-query.js';

const ADDRESS = '/v1/audit';
const EXPORTED_AT_ONCE = 500;

/** Who did what when, for admins. Nothing in it was ever changed. */
@Controller(ADDRESS)
export class AuditController {
  constructor(private readonly database: DataSource) {}

  @Get()
  @Does('audit.read')
  @Header('cache-control', 'no-store')
  async page(
    @Query() asked: AskedAudit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditPage> {
    const query = auditQuery(asked);
    const read = await readAudit(this.database, { ...query, limit: query.limit + 1 });
    const page = pageOf(query, read);
    const links = [
      ...(page.newer ? [`<${page.newer}>; rel="prev"`] : []),
      ...(page.older ? [`<${page.older}>; rel="next"`] : []),
    ];
    if (links.length) void reply.header('link', links.join(', '));
    return page;
  }

  /** All of it, the oldest first, one entry a line; what is recorded meanwhile is at its end. */
  @Get('export')
  @Does('audit.export')
  async export(@Query() asked: AskedAudit, @Res() reply: FastifyReply): Promise<void> {
    const filters = auditFilters(asked);
    void reply
      .header('content-type', 'application/x-ndjson; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(Readable.from(this.lines(filters)));
  }

  /** Page by page: a connection is not kept for as long as somebody reads. */
  private async *lines(filters: Pick<AuditQuery, 'story' | 'actor' | 'action'>): AsyncGenerator<string> {
    let after: AuditPlace | undefined;
    do {
      const query = { ...filters, after, limit: EXPORTED_AT_ONCE, ascending: true };
      const read = await readAudit(this.database, query);
      after = read.length === EXPORTED_AT_ONCE ? read.at(-1)?.place : undefined;
      if (read.length) yield read.map(({ place: _, ...entry }) => `${JSON.stringify(entry)}\n`).join('');
    } while (after);
  }
}

/** One more than the page was read: it tells whether there is more in that direction. */
function pageOf(query: AuditQuery, read: readonly PlacedEntry[]): AuditPage {
  const shown = read.slice(0, query.limit);
  const [oldest, newest] = query.ascending ? [shown[0], shown.at(-1)] : [shown.at(-1), shown[0]];
  const hasMore = read.length > query.limit;
  const hasNewer = query.ascending ? hasMore : query.before !== undefined;
  const hasOlder = query.ascending || hasMore;
  const entries = shown.map(({ place: _, ...entry }) => entry);
  return {
    entries: query.ascending ? entries.reverse() : entries,
    newer: hasNewer && newest ? addressOf(query, 'after', newest.place) : null,
    older: hasOlder && oldest ? addressOf(query, 'before', oldest.place) : null,
  };
}

function addressOf(query: AuditQuery, name: 'before' | 'after', place: AuditPlace): string {
  const { story, actor, action, limit } = query;
  const filters = Object.entries({ story, actor, action }).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value]],
  );
  return `${ADDRESS}?${new URLSearchParams([...filters, ['limit', `${limit}`], [name, cursorOf(place)]])}`;
}
