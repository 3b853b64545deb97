import { plural } from '#pages/plural';
import type { ReporterWords } from './words.js';

const count = plural('en');
const posts = (n: number) => count(n, { one: '# post', other: '# posts' });

export const REPORTER_EN: ReporterWords = {
  write: 'What is happening?',
  send: 'Send',
  sendCorrection: 'Send the correction',
  sentList: 'What you filed',
  nothingYet: 'What you send appears here, with what became of it. Without a network it waits on this phone.',
  noStorage:
    'This browser keeps nothing on the device, as in a private window. Open the desk in another window: here a post could be lost.',

  city: 'City',
  wholeStory: 'Whole live blog',
  otherCity: 'Find or type a place',
  useCity: (name) => `Use “${name}”`,
  time: 'Time',
  now: 'now',
  minutesAgo: (n) => `${n} min ago`,
  atTime: 'At',
  byThisPhone: 'by this phone’s clock',

  figure: 'Figure',
  anotherFigure: 'Another figure',
  metric: 'What is counted',
  metrics: {
    arrests: 'Detentions',
    crowd: 'People in the crowd',
    'arrests.minors': 'Detentions of minors',
    'arrests.journalists': 'Detentions of journalists',
    released: 'People released',
    injured: 'People injured',
    'injured.police': 'Police injured',
  },
  kinds: { so_far: 'Total so far', new: 'More', seen: 'Seen by me' },
  kind: 'What the number says',
  according: 'According to',
  exactness: 'How exact',
  exactnesses: { exact: 'exactly', at_least: 'at least', about: 'about', range: 'range' },
  said: {
    exact: (value) => value,
    at_least: (value) => `at least ${value}`,
    about: (value) => `about ${value}`,
    range: (value, high) => `${value}–${high}`,
  },
  number: 'Number',
  upTo: 'to',
  undo: 'Undo',
  undoAdding: (n) => `Undo +${n}`,
  done: 'Done',
  remove: 'Remove',

  evidence: 'Evidence',
  link: 'Link',
  quote: 'Quote, word for word',
  photo: 'Photo',
  photoHint: 'Tap or drag over every face. Place and camera are not sent.',
  blurHere: 'Photo. Arrow keys move the mark, Enter blurs there.',
  blurSize: 'Size of the mark',
  undoBlur: 'Undo blur',
  alt: 'What can be seen',
  altHint: 'For those who cannot see it.',
  attach: 'Attach',
  cancel: 'Cancel',
  notAPhoto: 'This file cannot be read as a photo. Choose another.',
  lacks: {
    text: 'Say in a few words what is happening.',
    number: 'A figure is a whole number, without letters.',
    range: 'A range goes from the smaller number to the larger.',
    link: 'A link begins with https://',
    alt: 'Say what can be seen in the photo.',
    note: 'Say what was wrong: readers see it beside the correction.',
    size: 'This is too long for one post. Send it as two.',
  },

  onPhone: 'Saved on phone',
  sending: 'Sending',
  live: 'Live',
  atDesk: 'With the desk',
  scheduled: (time) => `With readers at ${time}`,
  sentBack: 'Sent back by the desk',
  discarded: 'The desk did not take it',
  withdrawn: 'Taken back',
  refused: 'Not taken',
  photoRefused: 'The photo was not taken. The words were.',
  figureHeld: 'A figure waits for a second person; the words are live.',
  reasons: {
    unknown_city: 'a new place, an editor adds it',
    unknown_source: 'a new source, an editor adds it',
    unknown_metric: 'something new is counted, an editor adds it',
    invalid_figure: 'a figure is not clear, an editor looks at it',
    in_the_future: 'its time is ahead of the newsroom’s',
    story_closed: 'the live blog is closed',
    story_paused: 'the live blog pauses',
    story_draft: 'the live blog is not open yet',
    figure_held: 'a figure waits for a second person',
    not_allowed: 'the place is not one of yours, an editor decides',
    review: 'an editor reads it first',
    safety_delay: 'it goes out after the safety delay',
    publish_at: 'it goes out at its time',
    account_closed: 'your account was closed meanwhile',
    id_reused: 'an editor looks at it',
  },
  correct: 'Correct',
  takeBack: 'Take back',
  change: 'Change',
  remove1: 'Delete',
  correctionNote: 'What was wrong',
  correctionHint: 'Readers see this beside the correction.',
  whyTakenBack: 'Why it is taken back. Readers see this.',
  correcting: 'Correcting',
  changes: { correction: 'Correction', retraction: 'Taking back', undoing: 'Undoing' },

  offline: (n) =>
    n > 0
      ? `No network. ${posts(n)} saved on this phone; sent by itself.`
      : 'No network. What you write is saved on this phone.',
  waiting: (n) => `The newsroom does not answer. ${posts(n)} saved on this phone; sent by itself.`,
  signedOut: (n) =>
    n > 0
      ? `You are signed out. ${posts(n)} saved on this phone: sign in to send.`
      : 'You are signed out. What you write is saved on this phone.',
  signIn: 'Sign in',
  announced: (live, atDesk, refused) =>
    [
      live > 0 ? `${posts(live)} live.` : '',
      atDesk > 0 ? `${posts(atDesk)} with the desk.` : '',
      refused > 0 ? `${posts(refused)} not taken.` : '',
    ]
      .filter(Boolean)
      .join(' '),

  noteFrom: (name) => `${name} asks`,
  answer: 'Your answer',
  sendAnswer: 'Answer',
  needsNetwork: 'This needs a network. Try again when you have one.',

  thisPhone: 'This phone',
  keepNothing: 'Keep nothing after sending',
  keepNothingHint: 'What was sent disappears from this phone; you correct it from another device.',
  wipe: 'Wipe this phone',
  wipeHint: (n) =>
    `Deletes drafts, posts, keys and the kept page, and signs you out. ${n > 0 ? `${posts(n)} not sent will be lost. ` : ''}It cannot be undone.`,
  wipeNow: 'Wipe now',
  locked: 'Posts on this phone wait for another password: somebody else’s, or yours from before.',
  earlierPassword: 'Your earlier password',
  open: 'Open',
  opened: (n) => `Opened. ${posts(n)} to send.`,
  opensNothing: 'It opens nothing here.',
  close: 'Close',
};
