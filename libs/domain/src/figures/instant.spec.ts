import fc from 'fast-check';
import { addSeconds, minuteOf, toInstant } from './instant.js';

describe('a moment as it was sent', () => {
  test.each([
    ['2021-01-23T15:00:30.900+03:00', '2021-01-23T12:00:30Z'],
    ['2021-01-23T09:30-05:00', '2021-01-23T14:30:00Z'],
    ['2021-01-23T12:00Z', '2021-01-23T12:00:00Z'],
    ['2021-01-23T12:00:59.999999999Z', '2021-01-23T12:00:59Z'],
    ['2021-01-01T01:30:00+05:45', '2020-12-31T19:45:00Z'],
    ['2020-02-29T00:00:00-00:00', '2020-02-29T00:00:00Z'],
    ['0099-03-01T00:00:00Z', '0099-03-01T00:00:00Z'],
  ])('%s becomes %s', (sent, stored) => {
    expect(toInstant(sent)).toBe(stored);
  });

  test.each([
    ['without an offset', '2021-01-23T12:00:00'],
    ['on February 31', '2021-02-31T12:00:00Z'],
    ['on February 29 of an ordinary year', '2021-02-29T12:00:00Z'],
    ['in month 13', '2021-13-01T12:00:00Z'],
    ['at hour 25', '2021-01-23T25:00:00Z'],
    ['at hour 24', '2021-01-23T24:00:00Z'],
    ['at minute 60', '2021-01-23T12:60:00Z'],
    ['at second 60', '2021-01-23T12:00:60Z'],
    ['at an offset of 24 hours', '2021-01-23T12:00:00+24:00'],
    ['at an offset of 90 minutes', '2021-01-23T12:00:00+03:90'],
    ['in lower case', '2021-01-23t12:00:00z'],
    ['with a space for T', '2021-01-23 12:00:00Z'],
    ['with an offset without colon', '2021-01-23T12:00:00+0300'],
    ['with a fraction of a minute', '2021-01-23T12:00.5Z'],
    ['without a time', '2021-01-23'],
    ['with a line break after it', '2021-01-23T12:00:00Z\n'],
    ['before the first year, by its offset', '0001-01-01T00:00:00+01:00'],
    ['after the last year, by its offset', '9999-12-31T23:59:59-00:01'],
    ['of the year nought', '0000-06-01T00:00:00Z'],
    ['empty', ''],
  ])('%s is none', (_, sent) => {
    expect(toInstant(sent)).toBeNull();
  });

  test('is the same moment the clock means, whole seconds, whatever the offset', () => {
    const noon = fc.date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(noon, fc.integer({ min: -23 * 60, max: 23 * 60 }), (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.abs(offset) / 60, Math.abs(offset) % 60].map((n) =>
          String(Math.floor(n)).padStart(2, '0'),
        );
        const sent = `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
        expect(toInstant(sent)).toBe(`${date.toISOString().slice(0, 19)}Z`);
      }),
    );
  });

  test('has a minute, and moments around it', () => {
    expect(minuteOf('2021-01-23T14:04:30Z')).toBe('2021-01-23T14:04');
    expect(addSeconds('2021-01-23T23:59:30Z', 90)).toBe('2021-01-24T00:01:00Z');
    expect(addSeconds('2021-01-23T00:00:00Z', -1)).toBe('2021-01-22T23:59:59Z');
  });
});
