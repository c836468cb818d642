import { type Dataset, rowCount, type Targets, targetColumns } from '../data/dataset.ts';
import type { Arrays } from '../runtime/device.ts';
import { argmax } from '../tensor.ts';
import type { EvaluatedRows, Evaluation, Evaluator } from './evaluate.ts';
import { brier, expectedCalibrationError, type ReliabilityBin, reliability } from './metrics/calibration.ts';
import { crossEntropy, divergence, entropy, rowLogs } from './metrics/information.ts';
import { type ClassReport, classReport } from './metrics/perClass.ts';
import { type ResidualReport, residualReport } from './metrics/residuals.ts';

/** All that is to be said of a network on a data set. Information is in nats. */
export interface Assessment extends Evaluation {
  /** Null for real-valued targets. */
  readonly report: ClassReport | null;
  /** Null for a network that gives no probabilities. */
  readonly calibration: Calibration | null;
  readonly information: InformationReport | null;
  /** Null for classes. */
  readonly residuals: ResidualReport | null;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  readonly expectedCalibrationError: number;
  readonly brierScore: number;
}

/** Means over rows, in nats. */
export interface InformationReport {
  /** H(t, p): for class targets the mean information −log p of the true class. */
  readonly crossEntropy: number;
  /** H(p): how undecided the predictions are. */
  readonly entropy: number;
  /** D(t ‖ p): equal to the cross entropy where each target is one class. */
  readonly divergence: number;
  /** e to the cross entropy: among how many equally likely classes one might as well guess. */
  readonly perplexity: number;
  /** By true class; null for one without rows. */
  readonly classes: readonly ({ readonly crossEntropy: number; readonly entropy: number } | null)[];
}

/** What each row came to; kept to find single rows by. */
export interface RowScores {
  /** `[N]` the true class of each row, of soft targets the most probable one; all 0 for real values. */
  readonly truth: Uint32Array;
  readonly predicted: Uint32Array;
  /** `[N]` how bad the row is: its D(t ‖ p) in nats, or the largest |y − t| of a row of real values. */
  readonly badness: Float64Array;
}

/** Told now and then how many rows are done; says whether to go on. */
export type OnRows = (done: number, of: number) => boolean | Promise<boolean>;

/** For so long the thread is kept, in milliseconds: a wish to cancel must be heard. */
const TURN = 100;

class Cancelled extends Error {}

/**
 * Evaluates a network and takes its answers apart.
 *
 * @param data rows with targets
 * @param weights in the kernels' layout
 * @returns null where `onRows` would not go on
 */
export async function assess(
  evaluator: Evaluator,
  data: Dataset,
  weights: Arrays,
  onRows?: OnRows,
): Promise<{ readonly assessment: Assessment; readonly scores: RowScores } | null> {
  const rows = rowCount(data);
  const { target } = data;
  if (!target) throw new Error('data without targets cannot be assessed');
  const tally = target.kind === 'values' ? new NumberTally(target, rows) : new ClassTally(target, rows);
  let turn = performance.now();
  try {
    const evaluation = await evaluator.evaluate(data, weights, async (chunk) => {
      tally.take(chunk);
      if (!onRows || performance.now() - turn < TURN) return;
      if (!(await onRows(chunk.start + chunk.count, rows))) throw new Cancelled();
      turn = performance.now();
    });
    return { assessment: { ...evaluation, ...tally.figures(evaluation) }, scores: tally.scores };
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  }
}

type Figures = Omit<Assessment, keyof Evaluation>;

class NumberTally {
  readonly scores: RowScores;
  readonly #target: Targets;
  readonly #predicted: Float32Array;

  constructor(target: Targets, rows: number) {
    this.#target = target;
    this.#predicted = new Float32Array(target.values.data.length);
    this.scores = noScores(rows);
  }

  take({ start, count, results }: EvaluatedRows): void {
    const columns = targetColumns(this.#target);
    const truth = this.#target.values.data;
    this.#predicted.set((results.prediction as Float32Array).subarray(0, count * columns), start * columns);
    for (let row = start; row < start + count; row++) {
      let most = 0;
      for (let at = row * columns; at < (row + 1) * columns; at++) {
        most = Math.max(most, Math.abs((this.#predicted[at] as number) - (truth[at] as number)));
      }
      this.scores.badness[row] = most;
    }
  }

  figures(): Figures {
    const residuals = residualReport(this.#predicted, this.#target.values.data, targetColumns(this.#target));
    return { report: null, calibration: null, information: null, residuals };
  }
}

class ClassTally {
  readonly scores: RowScores;
  readonly #target: Targets;
  readonly #confidence: Float64Array;
  readonly #entropy: Float64Array;
  readonly #crossEntropy: Float64Array;
  #brier = 0;
  #probable = true;

  constructor(target: Targets, rows: number) {
    this.#target = target;
    this.scores = noScores(rows);
    this.#confidence = new Float64Array(rows);
    this.#entropy = new Float64Array(rows);
    this.#crossEntropy = new Float64Array(rows);
  }

  take({ start, count, results }: EvaluatedRows): void {
    const prediction = results.prediction as Float32Array;
    this.#probable = results.probabilities !== undefined;
    const classes = prediction.length / (results.rowLoss as Float32Array).length;
    for (let index = 0; index < count; index++) {
      const row = start + index;
      const truth = targetRow(this.#target, row, classes);
      const predicted = argmax(prediction, index * classes, classes);
      this.scores.truth[row] = argmax(truth);
      this.scores.predicted[row] = predicted;
      const logs = rowLogs(results, index, classes);
      if (!logs) continue;
      this.#confidence[row] = Math.exp(logs[predicted] as number);
      this.#entropy[row] = entropy(logs);
      this.#crossEntropy[row] = crossEntropy(truth, logs);
      this.scores.badness[row] = divergence(truth, logs);
      this.#brier += brier(logs.map(Math.exp), truth);
    }
  }

  figures({ rows, confusion }: Evaluation): Figures {
    const { truth, predicted, badness } = this.scores;
    const report = confusion && classReport(confusion);
    if (!this.#probable) return { report, calibration: null, information: null, residuals: null };
    const bins = reliability(
      this.#confidence,
      truth.map((one, row) => (one === predicted[row] ? 1 : 0)),
    );
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / rows;
    const sums = (report?.classes ?? []).map(() => ({ crossEntropy: 0, entropy: 0 }));
    truth.forEach((one, row) => {
      const sum = sums[one];
      if (!sum) return;
      sum.crossEntropy += this.#crossEntropy[row] as number;
      sum.entropy += this.#entropy[row] as number;
    });
    const classes = sums.map((sum, index) => {
      const support = report?.classes[index]?.support ?? 0;
      return support === 0 ? null : { crossEntropy: sum.crossEntropy / support, entropy: sum.entropy / support };
    });
    return {
      report,
      calibration: {
        bins,
        expectedCalibrationError: expectedCalibrationError(bins),
        brierScore: this.#brier / rows,
      },
      information: {
        crossEntropy: mean(this.#crossEntropy),
        entropy: mean(this.#entropy),
        divergence: mean(badness),
        perplexity: Math.exp(mean(this.#crossEntropy)),
        classes,
      },
      residuals: null,
    };
  }
}

function noScores(rows: number): RowScores {
  return { truth: new Uint32Array(rows), predicted: new Uint32Array(rows), badness: new Float64Array(rows) };
}

/** A row's target as probabilities: all on the true class, or the soft target itself. */
export function targetRow({ kind, values }: Targets, row: number, classes: number): Float32Array {
  if (kind !== 'classes') return values.data.subarray(row * classes, (row + 1) * classes);
  const target = new Float32Array(classes);
  target[values.data[row] as number] = 1;
  return target;
}
