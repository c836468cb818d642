import { isLarge, kernelWork, type Plan } from '../compile/compile.ts';
import type { BackendChoice, RunSettings } from '../runtime/backend.ts';
import { availableBackends, type Candidate, type Choice, chooseFastest } from '../runtime/choose.ts';
import type { Arrays, Executable } from '../runtime/device.ts';
import type { Ways } from '../runtime/webasm/ways.ts';

/** A call should take about this long: short enough that a pause is felt at once, long enough to hide its overhead. */
const CALL_MILLISECONDS = 40;
/** Beyond this many steps a call gets no faster and only takes longer to compile. */
const MOST_STEPS = 50;
/** What webasm was measured to do in a millisecond on one core; anything else may be a GPU done in software. */
const WEBASM_CELLS_PER_MILLISECOND = 1.2e7;
const CELLS_PER_MILLISECOND = 1.25e6;
/** A guess of what starting a kernel costs. */
const KERNEL_MILLISECONDS = 0.0005;
/** A draw call of a GPU costs at least this much, however small its kernel. */
const DRAW_MILLISECONDS = 0.01;

/**
 * How many steps one call of a training plan should take. Never more than an epoch has, and spread so that the last call
 * of an epoch is nearly full.
 *
 * @param plan the plan for a single step
 */
export function stepsPerCall(plan: Plan, stepsPerEpoch: number, backend: BackendChoice): number {
  const speed = backend === 'webasm' ? WEBASM_CELLS_PER_MILLISECOND : CELLS_PER_MILLISECOND;
  const work = plan.steps.reduce((sum, { kernel }) => sum + kernelWork(kernel), 0);
  const milliseconds = work / speed + plan.steps.length * KERNEL_MILLISECONDS;
  const wanted = Math.max(1, Math.min(MOST_STEPS, Math.floor(CALL_MILLISECONDS / milliseconds)));
  const calls = Math.ceil(stepsPerEpoch / wanted);
  return Math.ceil(stepsPerEpoch / calls);
}

/** Whether a step has so much to do that other ways of the same work may pay: with less, trying costs more than it gains. */
export function isWorthTrials(plan: Plan): boolean {
  return plan.steps.some(({ kernel }) => isLarge(kernel));
}

/**
 * Measures the plan on every backend that is here and keeps the fastest, compiled.
 *
 * @param ways what webasm may try beside its plainest way
 */
export async function chooseBackend(
  plan: Plan,
  make: (settings: RunSettings) => Executable,
  inputs: Arrays,
  { fma = false, wide = false }: Ways = {},
): Promise<Choice> {
  const there = await availableBackends();
  const large = isWorthTrials(plan);
  const ways = [
    ...(large && wide ? [adding('wide')] : []),
    ...(fma ? [adding('fma')] : []),
    ...(large ? [adding('threads')] : []),
  ];
  const plain: Candidate = { settings: { backend: 'webasm', threads: false }, atLeast: 0 };
  const webasm = there.includes('webasm') ? [plain, ...ways] : [];
  const atLeast = plan.steps.length * plan.repeat * DRAW_MILLISECONDS;
  const graphics = there
    .filter((backend) => backend !== 'webasm')
    .map((backend): Candidate => ({ settings: { backend, threads: false }, atLeast }));
  return chooseFastest([...webasm, ...graphics], make, inputs);
}

/** Measures webasm with the given settings, and with blocks for wide vectors, and keeps the faster, compiled. */
export function widenIfFaster(
  settings: RunSettings,
  make: (settings: RunSettings) => Executable,
  inputs: Arrays,
): Promise<Choice> {
  return chooseFastest([{ settings, atLeast: 0 }, adding('wide')], make, inputs);
}

/** The best before it, with one thing more. */
function adding(way: 'wide' | 'fma' | 'threads'): Candidate {
  return { settings: (best) => ({ ...best, [way]: true }), atLeast: 0 };
}
