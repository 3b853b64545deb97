import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CodedError, PROBLEMS } from '#contract/problems';
import { renderProblemPage } from '#pages/problem-page';
import { knownProblem, ProblemFilter } from '../http/problem.filter.js';
import { storyAssets } from './page-files.js';
import { pageHeaders } from './page-headers.js';
import { speechOf } from './page-language.js';

/** A person at a wrong address, or at a bad moment, gets a page. */
@Catch()
export class PageProblemFilter implements ExceptionFilter {
  private readonly assets = storyAssets();
  private readonly forPrograms = new ProblemFilter();

  catch(error: unknown, host: ArgumentsHost): void {
    const known = knownProblem(error);
    const http = host.switchToHttp();
    if (known) this.send(known, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    else this.forPrograms.catch(error, host);
  }

  private send({ code, message }: CodedError, { query }: FastifyRequest, reply: FastifyReply): void {
    const { status, title } = PROBLEMS[code];
    const speech = speechOf((query as { lang?: unknown }).lang);
    const assets = this.assets[speech.words.language];
    const html = renderProblemPage({ title, detail: message, assets }, speech);
    void pageHeaders(reply)
      .status(status)
      .header('cache-control', 'no-store')
      .removeHeader('etag')
      .send(html);
  }
}
