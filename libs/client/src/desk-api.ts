import { problemAnswer } from './problem-answer.js';
import { RefusedError } from './refused-error.js';
import { answered, type Session, UnreachableError } from './session.js';

export interface Sending {
  readonly body?: unknown;
  /** What was read, for `If-Match`: a revision or a version. */
  readonly ifMatch?: string | number;
}

/** The newsroom's addresses, asked by who is signed in. Each throws RefusedError, UnreachableError. */
export class DeskApi {
  constructor(
    private readonly url: string,
    private readonly session: Session,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.ask<T>(path, {});
  }

  /** A file that only the desk may see. */
  async file(path: string): Promise<Blob> {
    const authorization = `Bearer ${await this.session.token()}`;
    const response = await fetch(`${this.url}${path}`, { headers: { authorization } }).catch(
      (cause: unknown) => {
        throw new UnreachableError(cause);
      },
    );
    if (!response.ok) throw new RefusedError(await problemAnswer(response));
    return response.blob();
  }

  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, sending: Sending = {}): Promise<T> {
    const { body, ifMatch } = sending;
    return this.ask<T>(path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** A token may be refused before its time, where the newsroom got another key: asked once more with a new one. */
  private async ask<T>(path: string, request: RequestInit): Promise<T> {
    try {
      return await this.once<T>(path, request);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.problem.code !== 'not_signed_in') throw error;
      this.session.forget();
      return await this.once<T>(path, request);
    }
  }

  private async once<T>(path: string, request: RequestInit): Promise<T> {
    const authorization = `Bearer ${await this.session.token()}`;
    return answered<T>(`${this.url}${path}`, { ...request, headers: { ...request.headers, authorization } });
  }
}
