import { create } from 'zustand';
import type { Mistakes } from '../../core/train/worst.ts';
import type { AssessmentReply, MistakesReply, PredictionRow } from '../engine/api.ts';
import { useDocument } from './document.ts';

/** An assessment, and what it is of: another training, network or data make it one of the past. */
export interface KeptAssessment {
  readonly about: string;
  readonly report: AssessmentReply;
}

interface EvaluationStore {
  readonly kept: KeptAssessment | null;
  /** Which rows are listed: all mistakes, or those of a cell of the confusion matrix. */
  readonly of: Mistakes;
  readonly mistakes: MistakesReply | null;
  /** The row that is looked at; null is the worst one. */
  readonly row: number | null;
  /** The last answer on it, which outlives the model it came from. */
  readonly answer: PredictionRow | null;
}

const nothing: EvaluationStore = { kept: null, of: {}, mistakes: null, row: null, answer: null };

/** What was found out of the network, so that it can be looked at after a change, marked as stale. */
export const useEvaluation = create<EvaluationStore>()(() => nothing);

useDocument.subscribe((now, before) => {
  // Rows and classes of other data have other numbers and names.
  const opened = now.action.key === 'open' && now.graph !== before.graph;
  if (opened || now.data !== before.data) useEvaluation.setState(nothing);
});
