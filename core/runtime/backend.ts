/** Where a plan runs. `cpu` is GPU.js's plain JavaScript mode: the slow reference, which needs `eval`. */
export type Backend = 'webgpu' | 'webgl2' | 'webasm' | 'cpu';

/** A backend, or the choice of the fastest for the plan at hand. */
export type BackendChoice = Backend | 'auto';

export const backends: readonly Backend[] = ['webgpu', 'webgl2', 'webasm', 'cpu'];

/** What really ran, as GPU.js reports it. */
export interface Executor {
  readonly backend: Backend;
  /**
   * `fused-encoder` on webgpu, `fused-draws` on webgl2, `fused-sync` or `fused-threaded` on webasm; `generic` elsewhere, and
   * where a plan holds something that webgl2's executor does not take.
   */
  readonly kind: string;
  /** Whether webasm used fused multiply-add. */
  readonly fma?: boolean;
  /** Whether webasm computed blocks of sixteen columns, where rows are that long. */
  readonly wide?: boolean;
}

export interface RunSettings {
  readonly backend: Backend;
  /** Whether webasm may split kernels over worker threads. */
  readonly threads: boolean;
  /** Whether webasm uses fused multiply-add, where the engine has it: faster, with other last bits. Never unasked. */
  readonly fma?: boolean;
  /**
   * Whether webasm computes blocks of sixteen columns in place of eight: the same bits, faster only where the engine joins
   * two vectors to one of 256 bits.
   */
  readonly wide?: boolean;
}

/** What people are told of where something runs: `webasm+wide+fma+threads`. */
export function nameOf(settings: Partial<RunSettings> & { backend: Backend }): string {
  const { backend, wide = false, fma = false, threads = false } = settings;
  return [backend, ...(wide ? ['wide'] : []), ...(fma ? ['fma'] : []), ...(threads ? ['threads'] : [])].join('+');
}
