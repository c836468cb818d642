import { useLive } from '../store/live.ts';

/** How a wire is drawn while something flows along it. */
export interface WireFlow {
  readonly phase: 'forward' | 'backward' | 'idle';
  /** The mean absolute value it is drawn from. */
  readonly magnitude: number | null;
  readonly width: number;
  readonly opacity: number;
  readonly moving: boolean;
  /** A sign of the direction, for eyes that tell no colours apart. */
  readonly mark: string;
  readonly label: string | null;
}

const STILL: WireFlow = {
  phase: 'idle',
  magnitude: null,
  width: 1.5,
  opacity: 1,
  moving: false,
  mark: '',
  label: null,
};

/** What flows along a wire now. */
export function useWireFlow(wire: string): WireFlow {
  useLive((state) => state.flow?.backward[wire]);
  return STILL;
}
