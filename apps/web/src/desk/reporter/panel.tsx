import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import { CityPanel } from './city-panel.js';
import type { Draft } from './draft.js';
import { EvidencePanel } from './evidence-panel.js';
import { FigurePanel } from './figure-panel.js';
import { TimePanel } from './time-panel.js';
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
const PANELS = { city: CityPanel, time: TimePanel, figure: FigurePanel, evidence: EvidencePanel };

/** One thing at a time is open above the words. */
export function Panel({ name, ...props }: PanelProps & { readonly name: PanelName }) {
  const Shown = PANELS[name];
  return (
    <div class="panel">
      <Shown {...props} />
    </div>
  );
}
