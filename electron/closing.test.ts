import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Closing, PATIENCE_MS } from './closing.ts';

function held(answer = false) {
  const actions = { askPage: vi.fn(), askUser: vi.fn(async () => answer), close: vi.fn() };
  return { closing: new Closing(actions), ...actions };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Closing', () => {
  it('lets a window go that has nothing unsaved', () => {
    const { closing, askPage } = held();
    expect(closing.mayClose()).toBe(true);
    closing.setDirty(true);
    closing.setDirty(false);
    expect(closing.mayClose()).toBe(true);
    expect(askPage).not.toHaveBeenCalled();
  });

  it('asks the page once, and leaves it all the time it wants once it has heard', async () => {
    const { closing, askPage, askUser, close } = held();
    closing.setDirty(true);
    expect(closing.mayClose()).toBe(false);
    expect(closing.mayClose()).toBe(false);
    expect(askPage).toHaveBeenCalledTimes(1);
    closing.heard();
    await vi.advanceTimersByTimeAsync(10 * PATIENCE_MS);
    expect(askUser).not.toHaveBeenCalled();
    closing.settle();
    expect(close).toHaveBeenCalledTimes(1);
    expect(closing.mayClose()).toBe(true);
  });

  it('asks the page again where the user tries again', () => {
    const { closing, askPage } = held();
    closing.setDirty(true);
    closing.mayClose();
    closing.heard();
    closing.setDirty(true);
    expect(closing.mayClose()).toBe(false);
    expect(askPage).toHaveBeenCalledTimes(2);
  });

  it('lets the window go once the page has saved', () => {
    const { closing } = held();
    closing.setDirty(true);
    closing.mayClose();
    closing.heard();
    closing.setDirty(false);
    expect(closing.mayClose()).toBe(true);
  });

  it.each([true, false])('asks in the place of a page that does not answer: %s', async (answer) => {
    const { closing, askPage, askUser, close } = held(answer);
    closing.setDirty(true);
    closing.mayClose();
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(askUser).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(askUser).toHaveBeenCalledTimes(1);
    expect(close).toHaveBeenCalledTimes(answer ? 1 : 0);
    if (answer) return;
    expect(closing.mayClose()).toBe(false);
    expect(askPage).toHaveBeenCalledTimes(2);
  });

  it('leaves the question to a page that wakes up while main asks', async () => {
    const { closing, askUser, close } = held(true);
    let answer: (close: boolean) => void = () => {};
    askUser.mockImplementation(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    closing.setDirty(true);
    closing.mayClose();
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    closing.heard();
    answer(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(close).not.toHaveBeenCalled();
  });

  it('asks nobody about a window that is gone', async () => {
    const { closing, askUser } = held();
    closing.setDirty(true);
    closing.mayClose();
    closing.stop();
    await vi.advanceTimersByTimeAsync(2 * PATIENCE_MS);
    expect(askUser).not.toHaveBeenCalled();
  });
});
