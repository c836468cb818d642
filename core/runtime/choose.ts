import { type Backend, backends, type RunSettings } from './backend.ts';
import { type Arrays, type Executable, isAvailable } from './device.ts';

/** Something to try, and the least a call of it can take: where that is more than the best so far, it is left out. */
export interface Candidate {
  /** Its settings, or how it changes those of the best before it. */
  readonly settings: RunSettings | ((best: RunSettings) => RunSettings);
  readonly atLeast: number;
}

/** How one candidate did. */
export interface Trial {
  readonly settings: RunSettings;
  /** Milliseconds a call, the best of a few; null where it failed. */
  readonly milliseconds: number | null;
  /** Why it was not taken into account. */
  readonly fault?: string;
}

export interface Choice {
  readonly settings: RunSettings;
  /** The winner, compiled and warm. */
  readonly executable: Executable;
  readonly trials: readonly Trial[];
}

/** The backends that are here, fastest guess first; `cpu` is a reference and never a candidate. */
export async function availableBackends(): Promise<Backend[]> {
  const there = await Promise.all(backends.map(async (backend) => ((await isAvailable(backend)) ? [backend] : [])));
  return there.flat().filter((backend) => backend !== 'cpu');
}

const CALLS = 3;
/** Engines go on optimizing code while it runs; where there is something to choose from, that is waited for. */
const SETTLING_MILLISECONDS = 60;
/** A candidate this many times slower than the best is not timed again. */
const HOPELESS = 8;
/** Backends round differently, and so does fused multiply-add; further apart than this, one of them is wrong. */
const AGREEMENT = { relative: 1e-2, absolute: 1e-4 };
/** Only a number itself is as near as this; 0 is not -0. */
const SAME_BITS = { relative: 0, absolute: -1 };

/**
 * Compiles the actual plan for each candidate, checks that they agree, times a few calls and keeps the fastest. The first
 * candidate that runs is what the others are compared with, so the most trusted comes first. Those that round alike, which
 * threads and wide vectors are to leave alone, must come to the same bits.
 */
export async function chooseFastest(
  candidates: readonly Candidate[],
  make: (settings: RunSettings) => Executable,
  inputs: Arrays,
): Promise<Choice> {
  const trials: Trial[] = [];
  const references = new Map<string, Arrays>();
  let best = null as { executable: Executable; settings: RunSettings; milliseconds: number } | null;
  let failure: unknown = null;
  for (const { settings: wanted, atLeast } of candidates) {
    // What changes the best is left out where nothing has run so far.
    const settings = typeof wanted === 'function' ? best && wanted(best.settings) : wanted;
    if (!settings) continue;
    if (best && atLeast > best.milliseconds) {
      trials.push({ settings, milliseconds: null, fault: `cannot take less than ${atLeast.toFixed(1)} ms` });
      continue;
    }
    const executable = make(settings);
    try {
      const { fastest, first, last } = await timeCalls(executable, inputs, {
        best: best?.milliseconds ?? Infinity,
        forAtLeast: candidates.length > 1 ? SETTLING_MILLISECONDS : 0,
      });
      const [reference] = references.values();
      const same = references.get(rounding(settings));
      // WebAssembly's first call was compiled in haste and its last optimized: a bit that this has changed shows here. The
      // driver of a GPU may round otherwise once it has optimized a shader.
      const fault =
        difference(first, last, settings.backend === 'webasm' ? SAME_BITS : AGREEMENT) ??
        (same && difference(same, last, SAME_BITS)) ??
        (reference && difference(reference, last, AGREEMENT)) ??
        null;
      if (!fault && !same) references.set(rounding(settings), last);
      const milliseconds = fault === null ? fastest : null;
      trials.push({ settings, milliseconds, ...(fault !== null && { fault }) });
      if (milliseconds !== null && milliseconds < (best?.milliseconds ?? Infinity)) {
        await best?.executable.destroy();
        best = { executable, settings, milliseconds };
      } else {
        await executable.destroy();
      }
    } catch (error) {
      // Whatever is wrong with one, the others are still there.
      await executable.destroy();
      failure ??= error;
      trials.push({ settings, milliseconds: null, fault: error instanceof Error ? error.message : String(error) });
    }
  }
  if (!best) throw failure ?? new Error('no backend to choose from');
  return { settings: best.settings, executable: best.executable, trials };
}

/** What decides how sums are rounded. */
function rounding({ backend, fma = false }: RunSettings): string {
  return `${backend} ${fma}`;
}

/** The best time of some calls after a first one, and what the first and the last of them gave. */
async function timeCalls(
  executable: Executable,
  inputs: Arrays,
  { best, forAtLeast }: { readonly best: number; readonly forAtLeast: number },
): Promise<{ fastest: number; first: Arrays; last: Arrays }> {
  const first = await executable.run(inputs);
  let last = first;
  let fastest = Infinity;
  const begun = performance.now();
  const spent = () => performance.now() - begun;
  for (let call = 0; call < CALLS || spent() < forAtLeast; call++) {
    const start = performance.now();
    last = await executable.run(inputs);
    fastest = Math.min(fastest, performance.now() - start);
    if (fastest > best * HOPELESS && spent() >= forAtLeast) break;
  }
  return { fastest, first, last };
}

/** Where results are further apart than allowed, or not the same number; null where nowhere. */
function difference(wanted: Arrays, found: Arrays, { absolute, relative }: typeof AGREEMENT): string | null {
  for (const [name, numbers] of Object.entries(wanted)) {
    const values = found[name] as Float32Array;
    for (let index = 0; index < numbers.length; index++) {
      const [a, b] = [values[index] as number, numbers[index] as number];
      if (Object.is(a, b)) continue;
      if (Number.isFinite(b) && Math.abs(a - b) <= absolute + relative * Math.abs(b)) continue;
      return `'${name}' differs: ${a} instead of ${b}`;
    }
  }
  return null;
}
