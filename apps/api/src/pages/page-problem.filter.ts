import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, type ProblemCode, PROBLEMS } from '#contract/problems';
import type { StoryView } from '#contract/story';
import { renderProblemPage } from '#pages/problem-page';
import { knownProblem, ProblemFilter } from '../http/problem.filter.js';
import { Snapshots } from '../stories/snapshots.js';
import { storyAssets } from './page-files.js';
import { pageHeaders } from './page-headers.js';
import { speechOf } from './page-language.js';

type Asked = FastifyRequest<{ Params: { story?: string; city?: string }; Querystring: { lang?: unknown } }>;

/** Parts of a page's address: where one names nothing, there is no such page. */
const WRONG_ADDRESS: readonly ProblemCode[] = ['unknown_city', 'unknown_metric'];

/** A person at a wrong address, or at a bad moment, gets a page. */
@Catch()
export class PageProblemFilter implements ExceptionFilter {
  private readonly assets = storyAssets();
  private readonly forPrograms = new ProblemFilter();

  constructor(private readonly snapshots: Snapshots) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<Asked>();
    const known = knownProblem(error);
    if (!known) return this.forPrograms.catch(error, host);
    const problem = isNoCity(known, request) ? new CodedError('unknown_city', known.message) : known;
    const status = WRONG_ADDRESS.includes(problem.code) ? 404 : PROBLEMS[problem.code].status;
    const speech = speechOf(request.query.lang);
    const assets = this.assets[speech.words.language];
    const html = renderProblemPage({ problem, story: await this.storyOf(request, problem), assets }, speech);
    void pageHeaders(http.getResponse<FastifyReply>())
      .status(status)
      .header('cache-control', 'no-store')
      .removeHeader('etag')
      .send(html);
  }

  /** What the address leads to at least. */
  private async storyOf({ params }: Asked, { code }: CodedError): Promise<StoryView | null> {
    if (!params.story || code === 'story_not_found' || code === 'unavailable') return null;
    const built = await this.snapshots.get(params.story).catch(() => null);
    return built?.snapshot.story ?? null;
  }
}

/** Whatever stands in the city's place and can be no city's id: a name, perhaps, as it is written. */
const isNoCity = ({ code, fields }: CodedError, { params }: Asked): boolean =>
  code === 'malformed' && params.city !== undefined && fields[0]?.path === 'city';
