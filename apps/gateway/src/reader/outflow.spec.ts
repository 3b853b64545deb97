import { Outflow } from './outflow.js';

describe('what the network took', () => {
  test('a reader with nothing to take is not stalled, however long', () => {
    const flow = new Outflow();
    expect(flow.isStalled(undefined, Date.now() + 60_000)).toBe(false);
  });

  test('a reader that takes nothing for more than ten seconds is', () => {
    const flow = new Outflow();
    const start = Date.now();
    flow.frameHanded(100);
    expect(flow.isStalled(undefined, start + 1_000)).toBe(false);
    expect(flow.isStalled(undefined, start + 10_500)).toBe(false);
    expect(flow.isStalled(undefined, start + 11_500)).toBe(true);
  });

  test('one frame taken is progress', () => {
    const flow = new Outflow();
    const start = Date.now();
    flow.frameHanded(100);
    flow.frameHanded(100);
    flow.isStalled(undefined, start);
    flow.frameAccepted(100);
    expect(flow.isStalled(undefined, start + 11_000)).toBe(false);
    expect(flow.unsent).toBe(100);
  });

  test('an answer is on its way until a frame handed after it was taken', () => {
    const flow = new Outflow();
    flow.frameHanded(1);
    flow.answerHanded();
    flow.frameHanded(1);
    flow.frameAccepted(1);
    expect(flow.isAnswering).toBe(true);
    flow.frameAccepted(1);
    expect(flow.isAnswering).toBe(false);
  });
});
