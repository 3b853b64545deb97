import type { ComponentChildren } from 'preact';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { BOARD_WORDS } from '../words-board.js';
import { Alerts } from './alerts.js';
import { FiguresBoard } from './figures-board.js';
import { Handover } from './handover.js';
import { Introduction } from './introduction.js';
import { KeyEvents } from './key-events.js';
import { Lifecycle } from './lifecycle.js';
import { Notes } from './notes.js';
import { Pins } from './pins.js';
import { useBoard } from './use-board.js';

/** What stands at the top of readers' pages, what the figures come to, and what the shift has to know. */
export function BoardPane() {
  const words = useWords(BOARD_WORDS);
  const { story } = useStory();
  const board = useBoard();
  const isDraft = story.status === 'draft';
  return (
    <>
      <Alerts board={board} />
      {!isDraft && (
        <>
          <Section title={words.pins} isOpen>
            <Pins board={board} />
          </Section>
          <Section title={words.figures} isOpen>
            <FiguresBoard board={board} />
          </Section>
          <Section title={words.keyEvents}>
            <KeyEvents board={board} />
          </Section>
        </>
      )}
      <Section title={words.introduction} isOpen={isDraft}>
        <Introduction />
      </Section>
      <Section title={words.handover}>
        <Handover />
      </Section>
      <Section title={words.notes}>
        <Notes />
      </Section>
      <Section title={words.lifecycle} isOpen={isDraft}>
        <Lifecycle />
      </Section>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

function Section({ title, isOpen, children }: SectionProps) {
  return (
    <details class="section" open={isOpen}>
      <summary>
        <h3>{title}</h3>
      </summary>
      {children}
    </details>
  );
}
