import { ProblemError } from '../problem.ts';
import { type Backend, backends, type RunSettings } from './backend.ts';
import { type Arrays, type Executable, isAvailable } from './device.ts';

/** Something to try, and the least a call of it can take: where that is more than the best so far, it is left out. */
export interface Candidate {
  /** Its settings, or what it changes of the best before it. */
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
/** A candidate this many times slower than the best on its first call is not timed again. */
const HOPELESS = 8;
/** Backends round differently; further apart than this, one of them is wrong. */
const AGREEMENT = { relative: 1e-2, absolute: 1e-4 };
/** Threads and wide vectors are to change no bit. */
const SAME_BITS = { relative: 0, absolute: 0 };

/**
 * Compiles the actual plan for each candidate, checks that they agree, times a few calls and keeps the fastest. The first
 * candidate that runs is what the others are compared with, so the most trusted comes first.
 */
export async function chooseFastest(
  candidates: readonly Candidate[],
  make: (settings: RunSettings) => Executable,
  inputs: Arrays,
): Promise<Choice> {
  const trials: Trial[] = [];
  let reference: { readonly results: Arrays; readonly settings: RunSettings } | null = null;
  let best = null as { executable: Executable; settings: RunSettings; milliseconds: number } | null;
  let failure: unknown = null;
  for (const { settings: wanted, atLeast } of candidates) {
    if (typeof wanted === 'function' && !best) continue;
    const settings = typeof wanted === 'function' ? wanted((best as NonNullable<typeof best>).settings) : wanted;
    if (best && atLeast > best.milliseconds) {
      trials.push({ settings, milliseconds: null, fault: `cannot take less than ${atLeast.toFixed(1)} ms` });
      continue;
    }
    const executable = make(settings);
    try {
      const { fastest, results } = await timeCalls(executable, inputs, {
        best: best?.milliseconds ?? Infinity,
        forAtLeast: candidates.length > 1 ? SETTLING_MILLISECONDS : 0,
      });
      reference ??= { results, settings };
      const fault = disagreement(reference.results, results, roundsLike(settings, reference.settings));
      const milliseconds = fault ? null : fastest;
      trials.push({ settings, milliseconds, ...(fault && { fault }) });
      if (milliseconds !== null && milliseconds < (best?.milliseconds ?? Infinity)) {
        await best?.executable.destroy();
        best = { executable, settings, milliseconds };
      } else {
        await executable.destroy();
      }
    } catch (error) {
      await executable.destroy();
      if (!(error instanceof ProblemError)) throw error;
      failure = error;
      trials.push({ settings, milliseconds: null, fault: error.message });
    }
  }
  if (!best) throw failure ?? new Error('no backend to choose from');
  return { settings: best.settings, executable: best.executable, trials };
}

/** The best time of some calls after a first one, and the last call's results: those of optimized code. */
async function timeCalls(
  executable: Executable,
  inputs: Arrays,
  { best, forAtLeast }: { readonly best: number; readonly forAtLeast: number },
): Promise<{ fastest: number; results: Arrays }> {
  let results = await executable.run(inputs);
  let fastest = Infinity;
  const begun = performance.now();
  for (let call = 0; call < CALLS || performance.now() - begun < forAtLeast; call++) {
    const start = performance.now();
    results = await executable.run(inputs);
    fastest = Math.min(fastest, performance.now() - start);
    if (fastest > best * HOPELESS) break;
  }
  return { fastest, results };
}

/** How near settings must come to others. */
function roundsLike(settings: RunSettings, others: RunSettings): typeof AGREEMENT {
  const same = settings.backend === others.backend && (settings.fma ?? false) === (others.fma ?? false);
  return same ? SAME_BITS : AGREEMENT;
}

function disagreement(reference: Arrays, found: Arrays, { absolute, relative }: typeof AGREEMENT): string | null {
  for (const [name, wanted] of Object.entries(reference)) {
    const values = found[name] as Float32Array;
    for (let index = 0; index < wanted.length; index++) {
      const [a, b] = [values[index] as number, wanted[index] as number];
      // What is infinite or no number differs from itself by no number.
      if (Object.is(a, b) || Math.abs(a - b) <= absolute + relative * Math.abs(b)) continue;
      return `'${name}' differs: ${a} instead of ${b}`;
    }
  }
  return null;
}
