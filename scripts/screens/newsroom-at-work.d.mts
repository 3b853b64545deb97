import type { Page } from 'playwright-core';

export interface NewsroomAtWork {
  readonly url: string;
  /** Another site, with embeds. */
  site: string;
  signIn(page: Page, name: string): Promise<void>;
}
/** `{url, token}`: a newsroom with the recorded day, and an admin's token. */
export function aNewsroomAtWork(newsroom: { url: string; token: string }): Promise<NewsroomAtWork>;
