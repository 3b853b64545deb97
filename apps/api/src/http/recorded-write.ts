import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Receipt } from '#contract/update';

/** What a write leads to. A handler that returns one answers its receipt. */
export class RecordedWrite {
  constructor(
    readonly receipt: Receipt,
    /** It had been recorded before: this is the original receipt. */
    readonly repeated: boolean,
  ) {}
}

const WAITING: readonly Receipt['status'][] = ['submitted', 'scheduled'];

/** Answers a write with its receipt: 201 (or what the route says) the first time, 202 if it waits, 200 for a repeat. */
@Injectable()
export class AnswerWithReceipt implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((value: unknown) => {
        if (!(value instanceof RecordedWrite)) return value;
        const status = value.repeated ? 200 : WAITING.includes(value.receipt.status) ? 202 : null;
        if (status !== null) void context.switchToHttp().getResponse<FastifyReply>().status(status);
        return value.receipt;
      }),
    );
  }
}
