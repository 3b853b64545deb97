import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import type { Draft } from './draft.js';
import type { Habits } from './use-habits.js';

export type PanelName = 'city' | 'time' | 'figure' | 'evidence';

export interface PanelProps {
  readonly draft: Draft;
  readonly story: StoryView;
  readonly habits: Habits;
  readonly outbox: Outbox;
  readonly onChange: (fields: Partial<Draft>) => void;
  readonly onClose: () => void;
}
