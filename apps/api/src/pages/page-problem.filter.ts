import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type CodedError, PROBLEMS } from '#contract/problems';
import { renderProblemPage } from '#pages/problem-page';
import { knownProblem, ProblemFilter } from '../http/problem.filter.js';
import { builtAssets } from './page-files.js';
import { pageHeaders } from './page-headers.js';

/** A person at a wrong address, or at a bad moment, gets a page. */
@Catch()
export class PageProblemFilter implements ExceptionFilter {
  private readonly assets = builtAssets();
  private readonly forPrograms = new ProblemFilter();

  catch(error: unknown, host: ArgumentsHost): void {
    const known = knownProblem(error);
    if (known) this.send(known, host.switchToHttp().getResponse<FastifyReply>());
    else this.forPrograms.catch(error, host);
  }

  private send({ code, message }: CodedError, reply: FastifyReply): void {
    const { status, title } = PROBLEMS[code];
    const html = renderProblemPage({ title, detail: message, assets: this.assets });
    void pageHeaders(reply)
      .status(status)
      .header('cache-control', 'no-store')
      .removeHeader('etag')
      .send(html);
  }
}
