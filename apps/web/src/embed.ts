import { FigureElement } from './embed/figure-element.js';
import { LiveElement } from './embed/live-element.js';

/** A page may hold the file twice; an element is defined once. */
for (const [name, element] of [
  ['dateline-live', LiveElement],
  ['dateline-figure', FigureElement],
] as const)
  if (!customElements.get(name)) customElements.define(name, element);
