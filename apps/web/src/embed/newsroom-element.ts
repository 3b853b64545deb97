import { type ComponentChild, render } from 'preact';
import type { Speech } from '#pages/speech';
import { isOwnAddress, madeAbsolute } from './addresses.js';
import { EmbeddedStory } from './embedded-story.js';
import { LOAD_WORDS, languageOf } from './languages.js';

/** Constructed, not written into the page: a policy without `unsafe-inline` allows it. */
export function styleSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** An element that shows something of a story, live. Attributes: `story`, `city`, `lang`, `theme`, `newsroom`, `gateway`. */
export abstract class NewsroomElement extends HTMLElement {
  static readonly observedAttributes = ['story', 'city', 'metric', 'lang', 'newsroom', 'gateway', 'limit'];
  private readonly root = this.attachShadow({ mode: 'open' });
  private story: EmbeddedStory | undefined;
  private drawing = 0;

  constructor(sheet: CSSStyleSheet) {
    super();
    this.root.adoptedStyleSheets = [sheet];
  }

  /** What is shown; null until the story is there. */
  protected abstract view(story: EmbeddedStory, speech: Speech): ComponentChild;

  connectedCallback(): void {
    void this.begin();
  }

  disconnectedCallback(): void {
    this.story?.stop();
    this.story = undefined;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.begin();
  }

  /** Where the newsroom is: where the file came from, unless the page says otherwise. */
  protected get newsroom(): string {
    const said = this.getAttribute('newsroom') ?? '';
    return isOwnAddress(said) ? new URL(said).origin : new URL(import.meta.url).origin;
  }

  private async begin(): Promise<void> {
    this.story?.stop();
    const id = this.getAttribute('story');
    if (!id) return;
    const { newsroom } = this;
    const city = this.getAttribute('city') ?? undefined;
    const gateway = this.getAttribute('gateway') ?? newsroom;
    const language = languageOf(this.getAttribute('lang') ?? document.documentElement.lang);
    const story = new EmbeddedStory({ newsroom, gateway, story: id, city }, () =>
      this.drawSoon(story, speech),
    );
    this.story = story;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const speech: Speech = { words: await LOAD_WORDS[language](), lang: language, zone };
    if (this.story === story) await story.start();
  }

  private drawSoon(story: EmbeddedStory, speech: Speech): void {
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      if (this.story !== story) return;
      render(this.view(story, speech), this.root);
      madeAbsolute(this.root, this.newsroom);
    });
  }
}
