/** What a change of the document is to the engine. */
import type { TrainingSettings } from '../../core/train/settings.ts';
import type { DocumentContent } from '../store/document.ts';

/** What a training begins with, as the document has it. */
export type Start = Pick<DocumentContent, 'weights' | 'state'>;

/** What makes a model; the graph and the data are told apart as they are, or by their revisions. */
interface Made extends Start {
  readonly graph: unknown;
  readonly data: unknown;
}

type Trained = Pick<DocumentContent, 'graph' | 'data' | 'training'> & Start;

export function sameStart(one: Start, other: Start): boolean {
  return one.weights === other.weights && one.state === other.state;
}

/** Whether two models are the same network with the same start; how they are trained may differ. */
export function sameModel(one: Made | null, other: Made): boolean {
  return one !== null && one.graph === other.graph && one.data === other.data && sameStart(one, other);
}

export function sameButRate(one: TrainingSettings, other: TrainingSettings): boolean {
  const withoutRate = (settings: TrainingSettings) =>
    JSON.stringify({ ...settings, optimizer: { ...settings.optimizer, learningRate: 0 } });
  return withoutRate(one) === withoutRate(other);
}

/** Whether it is any of the engine's business. */
export function concernsEngine(now: Trained, before: Trained): boolean {
  return !sameModel(now, before) || now.training !== before.training;
}

/** Whether the same network is to be trained in another way, which is more than at another rate. */
export function isOtherWay(now: Trained, before: Trained): boolean {
  return sameModel(now, before) && !sameButRate(now.training, before.training);
}
