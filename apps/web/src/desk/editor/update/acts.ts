import type { BoardView } from '#contract/decision';
import type { DeskApi } from '#client/desk-api';
import type { PinPlace } from '#contract/pin';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { type AtStory, useStory } from '../state/at-story.js';
import { UPDATE_WORDS } from '../words-update.js';

/** What is done to an update with one key, and taken back with another. */
export function useActs() {
  const { api } = useDesk();
  const at = useStory();
  const words = useWords(UPDATE_WORDS);
  return {
    async togglePin(id: string): Promise<void> {
      const { pins } = await readBoard(api, at);
      const pinned = pins.find(({ update }) => update === id);
      if (pinned) await unpin(at, id);
      else await pin(at, id);
      const back = () => (pinned ? restoreOrder(api, at, pins) : unpin(at, id));
      at.done(pinned ? words.wasUnpinned : words.wasPinned, back);
    },
    async restore(id: string, revision: number): Promise<void> {
      await at.writes.send('POST', `/updates/${id}/restoration`, {}, revision);
      at.done(words.wasRestored);
    },
    async pinFor(id: string, place: PinPlace): Promise<void> {
      await pin(at, id, place);
      at.done(words.wasPinned, () => unpin(at, id));
    },
  };
}

const pin = ({ writes }: AtStory, id: string, place?: PinPlace) =>
  writes.send('PUT', `/pins/${id}`, { ...place });
const unpin = ({ writes }: AtStory, id: string) => writes.send('DELETE', `/pins/${id}`);
const readBoard = (api: DeskApi, { address }: AtStory) => api.get<BoardView>(`${address}/board`);

/** All pins as they were before: an unpinned one comes back to its place. */
async function restoreOrder(api: DeskApi, at: AtStory, before: BoardView['pins']): Promise<void> {
  const { version } = await readBoard(api, at);
  const pins = before.map(({ update, city, expiresAt }) => ({ update, city, expiresAt }));
  await at.writes.send('PUT', '/board', { pins }, version);
}
