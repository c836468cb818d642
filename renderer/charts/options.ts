import { create } from 'zustand';
import type { Part } from '../../core/data/dataset.ts';
import { useDocument } from '../store/document.ts';

export const trainViews = ['training', 'evaluation', 'rows'] as const;
/** The training itself, how good the network is, and what it says of single rows. */
export type TrainView = (typeof trainViews)[number];
export type Unit = 'bits' | 'nats';
export type SideTab = 'confusion' | 'predictions' | 'distributions';

/** How the charts are looked at; it outlives the panel that shows them. */
interface ChartOptions {
  /** 0 draws the curves as they are. */
  readonly smoothing: number;
  readonly logLoss: boolean;
  readonly showTest: boolean;
  readonly discretize: boolean;
  readonly part: Part;
  readonly view: TrainView;
  readonly sideTab: SideTab;
  readonly distributionOf: string | null;
  /** What information is measured in. */
  readonly unit: Unit;
  /** Whether the confusion matrix shows shares of the true class in place of counts. */
  readonly shares: boolean;
}

export const useChartOptions = create<ChartOptions>()(() => ({
  smoothing: 0,
  logLoss: false,
  showTest: false,
  discretize: false,
  part: 'valid',
  view: 'training',
  sideTab: 'confusion',
  distributionOf: null,
  unit: 'bits',
  shares: false,
}));

// Another project is one to train first.
useDocument.subscribe((now, before) => {
  if (now.action.key === 'open' && now.graph !== before.graph) useChartOptions.setState({ view: 'training' });
});
