import { presentationOf, USUAL_PRESENTATION } from './presentation.js';

test.each(['constructor', 'toString', '__proto__'])(
  'a page that asks for a metric “%s” is shown the usual',
  (metric) => {
    expect(presentationOf({ metrics: {}, presentation: {} }, metric)).toEqual(USUAL_PRESENTATION.counter);
  },
);
