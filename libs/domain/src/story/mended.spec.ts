import { isMended } from './mended.js';

test.each([
  ['a letter too many', 'Seven wittnesses say so.', 'Seven witnesses say so.'],
  ['a letter too few', 'Two arests.', 'Two arrests.'],
  ['two swapped', 'The poeple left.', 'The people left.'],
  ['the same in Russian', 'Сообщают о задержаних.', 'Сообщают о задержаниях.'],
  ['a small letter', 'Seen in kazan.', 'Seen in Kazan.'],
  ['a sentence’s first word', 'Quiet. Poeple wait.', 'Quiet. People wait.'],
  ['a space too many', 'They left , said  Vera.', 'They left, said Vera.'],
  ['a stop at the very end', 'At 5:30 they left', 'At 5:30 they left.'],
  ['a stop after a number', 'They are 3,500', 'They are 3,500.'],
])('%s is a typing error', (_, before, after) => {
  expect(isMended(before, after)).toBe(true);
  expect(isMended(after, before)).toBe(true);
});

test.each([
  ['a negation', 'They can leave.', "They can't leave."],
  ['the same in one word', 'They cannot leave.', 'They cannoy leave.'],
  ['a short word', 'They were not led away.', 'They were now led away.'],
  ['a word more', 'They were led away.', 'They were not led away.'],
  ['a Russian negation', 'Он задержан.', 'Он не задержан.'],
  ['the same in front', 'Законный митинг.', 'Незаконный митинг.'],
  ['another word by one letter', 'They shoot at him.', 'They shout at him.'],
  ['another end', 'She was detained there.', 'She was detainee there.'],
  ['another beginning', 'He was retained.', 'He was detained.'],
  ['one of two words', 'They gather inside.', 'They gather in side.'],
  ['somebody else’s name', 'They led Marina away.', 'They led Maria away.'],
  ['the same in Russian letters', 'Задержан Ивнаов.', 'Задержан Иванов.'],
  ['a digit', 'Room 1201 is theirs.', 'Room 1202 is theirs.'],
  ['a digit in a word', 'By the M25road.', 'By the M26road.'],
  ['a stop in a number', 'About 3.500 people.', 'About 3,500 people.'],
  ['the same the other way', 'Fined 1,000 roubles.', 'Fined 1.000 roubles.'],
  ['a number less', 'On page 5. 10 hurt.', 'On page 5 10 hurt.'],
  ['two numbers made one', 'On page 5. 10 hurt.', 'On page 5.10 hurt.'],
  ['a number’s beginning', 'They left. 5 hurt.', 'They left .5 hurt.'],
  ['two times', 'From 5: 30 left.', 'From 5:30 left.'],
  ['a comma elsewhere', 'Казнить нельзя, помиловать', 'Казнить, нельзя помиловать'],
  ['a comma more', 'Казнить нельзя помиловать', 'Казнить нельзя, помиловать'],
  [
    'somebody else’s words',
    'Police say: protesters attacked officers',
    'Police say protesters: attacked, officers',
  ],
  ['two stops at the end', 'They left', 'They left..'],
  ['a question', 'They left.', 'They left?'],
  ['somebody’s words', 'They said they left.', 'They said “they left”.'],
  ['a link', 'See https://example.org.', 'See https://exmaple.org.'],
  ['two slips in a word', 'Seven witnesses.', 'Seven wittnessses.'],
])('%s is none', (_, before, after) => {
  expect(isMended(before, after)).toBe(false);
  expect(isMended(after, before)).toBe(false);
});

test('more than ten words are more than a typing error', () => {
  const text = (word: string, times: number) => Array(times).fill(word).join(' ');
  expect(isMended(text('poeple', 10), text('people', 10))).toBe(true);
  expect(isMended(text('poeple', 11), text('people', 11))).toBe(false);
});
