import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refresher } from './refresh.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A look that takes so many milliseconds and counts itself. */
function slow(milliseconds: number) {
  let count = 0;
  let underWay = 0;
  let mostAtOnce = 0;
  const look = async () => {
    count += 1;
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    underWay -= 1;
    return count;
  };
  return { look, counts: () => ({ count, mostAtOnce }) };
}

test('one look at a time, no more often than the pause allows', async () => {
  const { look, counts } = slow(20);
  const refresher = new Refresher({ pause: 150, share: 1, look, take: () => undefined });
  for (let time = 0; time < 1000; time += 10) {
    refresher.poke();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(counts().mostAtOnce).toBe(1);
  expect(counts().count).toBeGreaterThan(5);
  expect(counts().count).toBeLessThanOrEqual(8);
});

test('the last state is always seen', async () => {
  let state = 0;
  const seen: number[] = [];
  const look = async () => {
    const found = state;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return found;
  };
  const refresher = new Refresher({ pause: 100, share: 1, look, take: (value) => seen.push(value) });
  refresher.poke();
  await vi.advanceTimersByTimeAsync(30);
  state = 7;
  refresher.poke();
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toEqual([0, 7]);
});

test('slow looks make the next one wait, one that only waited for its turn does not', async () => {
  const costs = [100, 2000, 100, 100, 100];
  const starts: number[] = [];
  const look = async () => {
    starts.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, costs[starts.length - 1] ?? 100));
  };
  const refresher = new Refresher({ pause: 50, share: 0.2, look, take: () => undefined });
  for (let time = 0; time < 6000; time += 20) {
    refresher.poke();
    await vi.advanceTimersByTimeAsync(20);
  }
  const [first = 0, second = 0, third = 0] = starts;
  expect(second - first).toBeGreaterThanOrEqual(500);
  expect(third - second).toBeLessThan(2600);
});

test('what rests is looked at without a pause, even where a look is under way or put off', async () => {
  const starts: number[] = [];
  const look = async () => {
    starts.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const refresher = new Refresher({ pause: 5000, share: 1, look, take: () => undefined });
  refresher.poke();
  await vi.advanceTimersByTimeAsync(50);
  refresher.poke(true);
  await vi.advanceTimersByTimeAsync(200);
  expect(starts).toHaveLength(2);
  refresher.poke();
  await vi.advanceTimersByTimeAsync(1000);
  expect(starts).toHaveLength(2);
  refresher.poke(true);
  await vi.advanceTimersByTimeAsync(1);
  expect(starts).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(starts).toHaveLength(3);
});

test('after the end nothing is taken', async () => {
  const { look } = slow(50);
  const take = vi.fn();
  const refresher = new Refresher({ pause: 100, share: 1, look, take });
  refresher.poke();
  await vi.advanceTimersByTimeAsync(10);
  refresher.stop();
  refresher.poke();
  await vi.advanceTimersByTimeAsync(1000);
  expect(take).not.toHaveBeenCalled();
});
