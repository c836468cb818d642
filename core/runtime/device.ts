/** Turns plans into something that runs on GPU.js, and says what really ran. */
import type { Plan } from '../compile/plan.ts';
import { ProblemError, problem } from '../problem.ts';
import { type Backend, backends, type RunSettings } from './backend.ts';
import type { Arrays, Executable } from './executable.ts';
import { gpujs } from './gpujs.ts';
import { PipelineExecutable } from './pipelineExecutable.ts';
import { threadsHere } from './webasm/crew.ts';
import { ProgramExecutable } from './webasm/executable.ts';
import { Kernel as FastKernel } from './webasm/kernel.ts';

const { GPU } = gpujs;

export type { Arrays, Executable } from './executable.ts';

/**
 * Makes a plan ready. The kernels are compiled by the first run.
 *
 * @param resident an array for each of the plan's resident values, by name
 */
export function prepare(plan: Plan, resident: Arrays, settings: RunSettings): Executable {
  const { backend, threads, fma, wide } = settings;
  if (backend !== 'webasm' || !FastKernel.isSIMDSupported) return new PipelineExecutable(plan, resident, settings);
  const hands = threads && FastKernel.isThreadsSupported ? threadsHere() : 1;
  return new ProgramExecutable(plan, resident, hands, { fma, wide });
}

/** Whether a backend can be had here. Never throws. */
export async function isAvailable(backend: Backend): Promise<boolean> {
  switch (backend) {
    case 'webgpu':
      // Node would load a native package; only browsers bring WebGPU along.
      return 'navigator' in globalThis && GPU.isWebGPUSupported && (await GPU.isWebGPUAvailable());
    case 'webgl2':
      return GPU.isWebGL2Supported;
    case 'webasm':
      return GPU.isWebAssemblySupported;
    case 'cpu':
      return canEvaluate();
  }
}

/** Makes sure of a backend that was asked for by name. Throws the Problem `backendMissing`. */
export async function requireAvailable(backend: Backend): Promise<void> {
  if (await isAvailable(backend)) return;
  const there = await Promise.all(backends.map(isAvailable));
  const known = backends.filter((_, index) => there[index]).join(', ');
  throw new ProblemError(problem('backendMissing', { backend, reason: 'nothing here offers it', known }));
}

/** Pages forbid `eval` by their content security policy; GPU.js's cpu mode cannot do without. */
function canEvaluate(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}
