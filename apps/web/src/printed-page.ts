import type { Position } from '#contract/snapshot';
import type { StoryMap } from '#pages/city-map';
import type { Background } from '#pages/reading';
import type { Printed } from '#pages/story-page';
import type { Language } from '#pages/words';

/** What the server printed, as the script goes on from it. */
export interface PrintedPage {
  readonly story: string;
  readonly city: string | undefined;
  readonly lang: Language | undefined;
  readonly keyEvents: boolean;
  /** The reader's own time zone. */
  readonly zone: string;
  /** Where and from which position to follow. */
  readonly place: {
    readonly url: string;
    readonly api: string;
    readonly story: string;
    readonly city?: string;
    readonly position: Position;
  };
  readonly background: Background;
  readonly map: StoryMap | null;
  chart: string;
}

export function readPrinted(root: HTMLElement): PrintedPage {
  const {
    story = '',
    city,
    lang,
    epoch = '',
    seq = '0',
    events: url = '',
    keyEvents,
    printed,
  } = root.dataset;
  const { places, ...background } = JSON.parse(printed ?? '{}') as Printed;
  const position = { epoch, seq: Number(seq) };
  return {
    ...{ story, city, lang: lang as Language | undefined, keyEvents: keyEvents !== undefined },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    place: { url, api: '', story, position, ...(city !== undefined && { city }) },
    background,
    map: mapIn(root, places),
    chart: root.querySelector('.drawn')?.innerHTML ?? '',
  };
}

function mapIn(root: HTMLElement, places: StoryMap['places']): StoryMap | null {
  const drawing = root.querySelector<SVGSVGElement>('.map svg');
  if (!drawing) return null;
  const { width, height } = drawing.viewBox.baseVal;
  const path = (name: string) => drawing.querySelector(name)?.getAttribute('d') ?? '';
  return { width, height, places, land: path('.land'), borders: path('.borders') };
}
