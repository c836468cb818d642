import { create } from 'zustand';
import type { Matching } from '../../core/exchange/match.ts';
import type { Weights } from '../../core/train/weights.ts';

interface ImportStore {
  /** The file whose weights wait for the user's word; the dialog shows where each would go. */
  readonly file: string;
  readonly tensors: Weights;
  readonly matching: Matching;
  /** Turns a square weight, which fits either way. */
  turn(weight: string): void;
}

export const useImporting = create<ImportStore>()((set) => ({
  file: '',
  tensors: new Map(),
  matching: { matches: [], unused: [] },
  turn(weight) {
    set(({ matching }) => ({
      matching: {
        ...matching,
        matches: matching.matches.map((one) => (one.weight === weight ? { ...one, transposed: !one.transposed } : one)),
      },
    }));
  },
}));
