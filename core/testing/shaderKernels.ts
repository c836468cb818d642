import type { ExtendedPipeline } from '../runtime/shaders/plan.ts';
import { drawSteps } from '../runtime/webgl2/executor.ts';
import { TextureStorage } from '../runtime/webgl2/glsl.ts';
import { encodeSteps } from '../runtime/webgpu/executor.ts';
import { BufferStorage } from '../runtime/webgpu/wgsl.ts';
import type { KernelCase } from './awkwardKernels.ts';
import { runKernel } from './sameBits.ts';

/** A mistake put in on purpose, which a comparison has to find. */
export type Mistake = 'wrongOffset' | 'wrongLane';

export type ShaderBackend = 'webgl2' | 'webgpu';

/** GPUs round divisions and functions, and may fuse a product with a sum. */
const TOLERANCE = { relative: 1e-4, absolute: 1e-4 };

/** How kernels compare with GPU.js's WebAssembly, which has rounded as JavaScript does. */
export interface ShaderComparison {
  readonly differing: readonly string[];
  readonly executorKinds: readonly string[];
  /** How many were computed in blocks. */
  readonly blocked: number;
}

/** Runs each kernel by our executor of a backend and by GPU.js on WebAssembly. */
export async function compareShaders(
  kernels: readonly KernelCase[],
  backend: ShaderBackend,
  mistake: Mistake | null,
): Promise<ShaderComparison> {
  const differing: string[] = [];
  const kinds = new Set<string>();
  let blocked = 0;
  for (const kernel of kernels.filter(({ name }) => isForGpus(name))) {
    const stock = await runKernel(kernel, { mode: 'webasm' });
    const ours = await runKernel(kernel, { mode: backend, extend: (pipeline) => extend(pipeline, backend, mistake) });
    if (!areNear(ours.values, stock.values)) differing.push(kernel.name);
    kinds.add(ours.executorKind);
    blocked += ours.isBlocked ? 1 : 0;
  }
  return { differing, executorKinds: [...kinds], blocked };
}

/**
 * Whether a kernel means the same on GPUs. What lies beside an array is each backend's own, shifts of floats fall back there,
 * and in WebAssembly alone does GPU.js keep one variable for a counter and for what it shadows.
 */
function isForGpus(name: string): boolean {
  return !['copiedRows', 'shifts', 'shadowedCounter'].includes(name.split(' ')[0] as string);
}

function extend(pipeline: ExtendedPipeline, backend: ShaderBackend, mistake: Mistake | null): void {
  if (backend === 'webgl2') drawSteps(pipeline, mistake ? wrong(TextureStorage, mistake) : undefined);
  else encodeSteps(pipeline, mistake ? wrong(BufferStorage, mistake) : undefined);
}

/** A storage that reads the next place, or the next of four numbers that were loaded together. */
function wrong<S extends TextureStorage | BufferStorage>(storageClass: new () => S, mistake: Mistake): S {
  const storage = new storageClass();
  const read = storage.read.bind(storage);
  storage.read = (array, row, column, keep) => {
    if (mistake === 'wrongLane') return read(array, row, column, keep).replace(/\.x$/, '.y');
    const next = 'terms' in column ? { ...column, constant: column.constant + 4 } : column;
    return read(array, row, next, keep);
  };
  return storage;
}

function areNear(found: Float32Array, wanted: Float32Array): boolean {
  const { relative, absolute } = TOLERANCE;
  return (
    found.length === wanted.length &&
    wanted.every((value, at) => Math.abs((found[at] as number) - value) <= absolute + relative * Math.abs(value))
  );
}
