import { currentStep, useTape } from '../store/tape.ts';

export type BlockPhase = 'forward' | 'backward' | 'update' | 'idle';

/** What the stepper is doing with a block: a phase for the block of the present step, idle for all others. */
export function useBlockPhase(id: string): BlockPhase {
  return useTape((state) => {
    const step = currentStep(state);
    return step?.block === id ? step.phase : 'idle';
  });
}
