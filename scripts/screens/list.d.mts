import type { Page } from 'playwright-core';
import type { NewsroomAtWork } from './newsroom-at-work.mjs';

export interface Screen {
  readonly name: string;
  readonly path?: string | ((at: NewsroomAtWork) => string);
  readonly ready?: (page: Page) => Promise<void>;
  readonly press?: (page: Page, at: NewsroomAtWork) => Promise<unknown>;
  readonly part?: string;
  readonly status?: number;
  readonly isForeign?: true;
  readonly pictured?: true;
}
export interface Visit {
  readonly who: string;
  /** Who signs in first; null: nobody. */
  readonly as: string | null;
  readonly on: 'phone' | 'desktop';
  readonly screens: readonly Screen[];
}
export const VISITS: readonly Visit[];
export function open(page: Page, screen: Screen, at: NewsroomAtWork, lang?: 'en' | 'ru'): Promise<void>;
