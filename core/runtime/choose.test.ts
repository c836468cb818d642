import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunSettings } from './backend.ts';
import { chooseFastest } from './choose.ts';
import type { Arrays, Executable } from './executable.ts';

const plain: RunSettings = { backend: 'webasm', threads: false };
const wide = { settings: (best: RunSettings) => ({ ...best, wide: true }), atLeast: 0 };
const threads = { settings: (best: RunSettings) => ({ ...best, threads: true }), atLeast: 0 };

/** A clock that goes on only while a plan runs: how busy the machine is shall decide nothing. */
let clock = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Stands for a plan that takes so long and gives such a number, by the call. */
function fake(of: (settings: RunSettings, call: number) => { milliseconds: number; value: number }) {
  const destroyed: RunSettings[] = [];
  const make = (settings: RunSettings) => {
    let call = 0;
    return {
      async run(): Promise<Arrays> {
        const { milliseconds, value } = of(settings, call++);
        clock += milliseconds;
        return { loss: Float32Array.of(value) };
      },
      async destroy() {
        destroyed.push(settings);
      },
    } as unknown as Executable;
  };
  return { make, destroyed };
}

const after = (value: number) => {
  const bits = new Int32Array(Float32Array.of(value).buffer);
  bits[0] = (bits[0] as number) + 1;
  return new Float32Array(bits.buffer)[0] as number;
};

describe('of several candidates', () => {
  it('each changes the best before it, and the fastest is kept', async () => {
    const { make, destroyed } = fake(({ wide, threads }) => ({
      milliseconds: 4 - (wide ? 2 : 0) + (threads ? 4 : 0),
      value: 1,
    }));
    const choice = await chooseFastest([{ settings: plain, atLeast: 0 }, wide, threads], make, {});
    expect(choice.trials.map(({ settings }) => settings)).toEqual([
      plain,
      { ...plain, wide: true },
      { ...plain, wide: true, threads: true },
    ]);
    expect(choice.settings).toEqual({ ...plain, wide: true });
    expect(destroyed).toEqual([plain, { ...plain, wide: true, threads: true }]);
  });

  it('a bit that differs puts wide vectors out of the question', async () => {
    const { make } = fake(({ wide }) => ({ milliseconds: wide ? 1 : 3, value: wide ? after(0.7) : 0.7 }));
    const choice = await chooseFastest([{ settings: plain, atLeast: 0 }, wide], make, {});
    expect(choice.settings).toEqual(plain);
    expect(choice.trials[1]).toMatchObject({ milliseconds: null, fault: expect.stringMatching(/^'loss' differs/) });
  });

  it('other backends, and fused multiply-add, may round otherwise, but no more than that', async () => {
    const values = { webgpu: 0.7001, webgl2: 0.8, webasm: 0.7, cpu: 0 };
    const { make } = fake(({ backend, fma }) => ({ milliseconds: 1, value: fma ? after(0.7) : values[backend] }));
    const others = [
      { ...plain, fma: true },
      { ...plain, backend: 'webgpu' as const },
      { ...plain, backend: 'webgl2' as const },
    ];
    const { trials } = await chooseFastest(
      [plain, ...others].map((settings) => ({ settings, atLeast: 0 })),
      make,
      {},
    );
    expect(trials.map(({ fault }) => fault !== undefined)).toEqual([false, false, false, true]);
  });

  it('so does a bit that differs between the first call, compiled in haste, and the last', async () => {
    const { make } = fake(({ wide }, call) => ({
      milliseconds: wide ? 1 : 3,
      value: wide && call > 1 ? after(0.7) : 0.7,
    }));
    const choice = await chooseFastest([{ settings: plain, atLeast: 0 }, wide], make, {});
    expect(choice.settings).toEqual(plain);
  });

  it('threads are held against what rounds alike', async () => {
    const { make } = fake(({ fma, threads }) => ({
      milliseconds: threads ? 1 : fma ? 2 : 3,
      value: threads ? 0.7 : fma ? after(0.7) : 0.7,
    }));
    const fma = { settings: (best: RunSettings) => ({ ...best, fma: true }), atLeast: 0 };
    const choice = await chooseFastest([{ settings: plain, atLeast: 0 }, fma, threads], make, {});
    expect(choice.settings).toEqual({ ...plain, fma: true });
    expect(choice.trials[2]?.fault).toMatch(/^'loss' differs/);
  });

  it('what fails leaves the choice to the others, and what changes the best waits until there is one', async () => {
    const { make, destroyed } = fake(({ backend, wide }) => {
      if (backend === 'webgpu' || wide) throw new RangeError('too much');
      return { milliseconds: 1, value: 1 };
    });
    const lost = { settings: { ...plain, backend: 'webgpu' as const }, atLeast: 0 };
    const { settings, trials } = await chooseFastest([lost, wide, { settings: plain, atLeast: 0 }, wide], make, {});
    expect(settings).toEqual(plain);
    expect(trials.map(({ fault }) => fault)).toEqual(['too much', undefined, 'too much']);
    expect(destroyed).toHaveLength(2);
    await expect(chooseFastest([lost, wide], make, {})).rejects.toThrow('too much');
  });

  it('a number is none of those that are none', async () => {
    const { make } = fake(({ backend }) => ({ milliseconds: 0.1, value: backend === 'webgpu' ? 1 : Number.NaN }));
    const other = { settings: { ...plain, backend: 'webgpu' as const }, atLeast: 0 };
    const { trials } = await chooseFastest([{ settings: plain, atLeast: 0 }, other], make, {});
    expect(trials[1]?.fault).toBe("'loss' differs: 1 instead of NaN");
  });

  it('numbers that are none are no difference', async () => {
    const { make } = fake(() => ({ milliseconds: 0.1, value: Number.NaN }));
    const { trials } = await chooseFastest([{ settings: plain, atLeast: 0 }, wide], make, {});
    expect(trials.map(({ fault }) => fault)).toEqual([undefined, undefined]);
  });

  it('one that cannot take less than the best so far is left out', async () => {
    const { make } = fake(() => ({ milliseconds: 1, value: 1 }));
    const slow = { settings: { ...plain, backend: 'webgl2' as const }, atLeast: 500 };
    const { trials } = await chooseFastest([{ settings: plain, atLeast: 0 }, slow], make, {});
    expect(trials[1]).toMatchObject({ milliseconds: null, fault: 'cannot take less than 500.0 ms' });
  });
});
