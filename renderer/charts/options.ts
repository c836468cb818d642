import { create } from 'zustand';
import type { Part } from '../../core/data/dataset.ts';

export type SideTab = 'confusion' | 'predictions' | 'distributions';

/** How the charts are looked at; it outlives the panel that shows them. */
interface ChartOptions {
  /** 0 draws the curves as they are. */
  readonly smoothing: number;
  readonly logLoss: boolean;
  readonly showTest: boolean;
  readonly discretize: boolean;
  readonly part: Part;
  readonly sideTab: SideTab;
  readonly distributionOf: string | null;
}

export const useChartOptions = create<ChartOptions>()(() => ({
  smoothing: 0,
  logLoss: false,
  showTest: false,
  discretize: false,
  part: 'valid',
  sideTab: 'confusion',
  distributionOf: null,
}));
