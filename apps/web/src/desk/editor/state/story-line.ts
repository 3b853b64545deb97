import { useEffect, useMemo, useState } from 'preact/hooks';
import { DeskLine } from '#client/desk-line';
import { Follower, type FollowState } from '#client/follower';
import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import { useDesk } from '../../shell/at-desk.js';
import { ANYTHING, type News } from './news.js';

export interface StoryLine {
  readonly snapshot: Snapshot | null;
  readonly line: FollowState;
  readonly readers: number | null;
}

/** The story and its desk over one connection, as long as the screen is open. `isDraft`: readers have nothing of it yet. */
export function useStoryLine(
  story: string,
  isDraft: boolean,
  news: News,
  onEvent: (event: StoryEvent) => void,
): StoryLine {
  const { session, api, events } = useDesk();
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [line, setLine] = useState<FollowState>({ state: 'connecting' });
  const [readers, setReaders] = useState<number | null>(null);
  useEffect(() => {
    const desk = new DeskLine({
      ...{ url: events, story, session, api, onReaders: setReaders },
      onDesk: (entries) => {
        for (const { action, about } of entries) news.tell(action, about);
      },
    });
    const follower = isDraft
      ? undefined
      : new Follower(
          {
            ...{ url: events, api: '', story, onState: setLine, onEvent },
            onChange: (view, frame) => {
              setSnapshot(view);
              if (frame === null) news.tell(ANYTHING);
            },
          },
          desk.transport,
        );
    return () => {
      follower?.close();
      desk.close();
    };
  }, [story, isDraft]);
  return useMemo(() => ({ snapshot, line, readers }), [snapshot, line, readers]);
}
