import type { AccessGrant, Invitation, MakeApiKey, NewApiKey, PersonView, Role } from '#contract/people';
import type { Memberships } from '#contract/people';
import type { ProblemDocument } from '#contract/problems';
import type { Dateline } from './dateline.js';
import { type Answer, ask } from './newsroom-people.js';

export const PASSWORD = 'correct horse battery';
type Grant = AccessGrant & ProblemDocument;

/** One api as people use it who have accounts. */
export class FrontDesk {
  constructor(
    readonly dateline: Dateline,
    readonly url = dateline.url,
  ) {}

  /** The same newsroom, at another api. */
  at(url: string): FrontDesk {
    return new FrontDesk(this.dateline, url);
  }

  async send<T>(method: string, path: string, body?: unknown, token?: string): Promise<Answer<T>> {
    const by = token ?? (await this.dateline.token('admin', { name: 'The admin' }));
    return ask<T>(this.url + path, { method, token: by, ...(body === undefined ? {} : { body }) });
  }

  async invite(name: string, role: Role = 'reporter', memberships: Memberships = null): Promise<Invitation> {
    const { status, body } = await this.send<Invitation>('POST', '/v1/people', { name, role, memberships });
    if (status !== 201) throw new Error(`${name} was not invited: ${JSON.stringify(body)}`);
    return body;
  }

  /** Somebody who has accepted an invitation. */
  async person(name: string, role: Role = 'reporter', memberships: Memberships = null): Promise<PersonView> {
    const { secret, person } = await this.invite(name, role, memberships);
    const { status, body } = await this.accept({ secret, name, password: PASSWORD });
    if (status !== 200) throw new Error(`${name} did not come: ${JSON.stringify(body)}`);
    return person;
  }

  /** By a reset, as an admin gives one: sessions end with it. */
  async setPassword(person: string, password: string): Promise<void> {
    const { body } = await this.send<Invitation>('POST', `/v1/people/${person}/password-reset`);
    const completion = `${this.url}/v1/password-resets/completion`;
    const { status } = await ask(completion, { method: 'POST', body: { secret: body.secret, password } });
    if (status >= 300) throw new Error(`The password was not set: ${status}.`);
  }

  accept(body: object): Promise<Answer<PersonView & ProblemDocument>> {
    return ask(`${this.url}/v1/invitations/acceptance`, { method: 'POST', body });
  }

  change(id: string, body: object, token?: string): Promise<Answer<PersonView & ProblemDocument>> {
    return this.send('PATCH', `/v1/people/${id}`, body, token);
  }

  signIn(name: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Answer<Grant>> {
    return ask(`${this.url}/v1/sign-in`, { method: 'POST', body: { name, password }, headers });
  }

  /** Fails unless they may. */
  async signedIn(name: string): Promise<{ token: string; cookie: string }> {
    const answer = await this.signIn(name);
    if (answer.status !== 200) throw new Error(`${name} did not sign in: ${JSON.stringify(answer.body)}`);
    return { token: answer.body.accessToken, cookie: cookieIn(answer) };
  }

  refresh(cookie: string, headers: Record<string, string> = {}, body?: object): Promise<Answer<Grant>> {
    return ask(`${this.url}/v1/session/refresh`, {
      ...{ method: 'POST', body },
      headers: { cookie, 'x-csrf-protection': '1', ...headers },
    });
  }

  signOut(headers: Record<string, string>): Promise<Answer<ProblemDocument | undefined>> {
    return ask(`${this.url}/v1/sign-out`, { method: 'POST', headers });
  }

  session(token: string): Promise<Answer<Record<string, unknown>>> {
    return ask(`${this.url}/v1/session`, { token });
  }

  async isIn(token: string): Promise<boolean> {
    return (await this.session(token)).status === 200;
  }

  makeKey(body: MakeApiKey): Promise<Answer<NewApiKey & ProblemDocument>> {
    return this.send('POST', '/v1/api-keys', body);
  }
}

/** The refresh cookie an answer sets, as a browser sends it back. */
export function cookieIn({ headers }: Answer): string {
  return headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}
