import type { Introduction, IntroductionView, SetupView, StorySetup, StoryView } from '#contract/story';
import { versionOf } from './version.js';

/** What stands above a story's figures and updates, and which version of it that is. */
export function introductionOf({ title, standfirst, whatWeKnow = [] }: StoryView): IntroductionView {
  const introduction: Introduction = { title, standfirst, whatWeKnow };
  return { version: versionOf(introduction), ...introduction };
}

/** A story as it would be opened again without changing anything. */
export function setupOf(view: StoryView): SetupView {
  const { title, standfirst, date, timeZone, cities, sources, metrics } = view;
  const setup: StorySetup = {
    title,
    ...(standfirst === null ? {} : { standfirst }),
    ...(date === null ? {} : { date }),
    ...{ timeZone, cities, sources, metrics },
  };
  return { version: versionOf(setup), setup };
}
