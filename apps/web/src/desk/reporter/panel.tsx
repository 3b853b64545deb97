import { CityPanel } from './city-panel.js';
import { EvidencePanel } from './evidence-panel.js';
import { FigurePanel } from './figure-panel.js';
import type { PanelName, PanelProps } from './panel-props.js';
import { TimePanel } from './time-panel.js';

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
