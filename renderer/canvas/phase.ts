export type BlockPhase = 'forward' | 'backward' | 'update' | 'idle';

/** What the stepper is doing with a block right now. */
export function useBlockPhase(_id: string): BlockPhase {
  return 'idle';
}
