import { type Dataset, pickRows, targetColumns } from '../core/data/dataset.ts';
import type { Arrays } from '../core/runtime/device.ts';
import type { Assessment, RowScores } from '../core/train/assess.ts';
import type { Evaluator } from '../core/train/evaluate.ts';
import { BITS, entropy, rowLogs } from '../core/train/metrics/information.ts';
import { worstRows } from '../core/train/worst.ts';
import { percent, printTable } from './report.ts';

/** More classes than this make a matrix that no terminal shows. */
const MOST_CLASSES = 20;

/** An amount of information in both units. */
interface Units {
  readonly bits: number;
  readonly nats: number;
}

/** A row that the network is wrong about, numbered from 0 within its part. */
export type WorstRow =
  | {
      readonly row: number;
      readonly target: string;
      readonly predicted: string;
      /** Of the predicted class, and of the true one. */
      readonly probability: number;
      readonly targetProbability: number;
      /** What the target tells the network: D(t ‖ p), for one class −log p. */
      readonly information: Units;
      readonly entropy: Units;
    }
  | { readonly row: number; readonly target: number[]; readonly predicted: number[]; readonly error: number };

/** The rows that the network is most wrong about, the worst first. */
export async function worstOf(
  evaluator: Evaluator,
  data: Dataset,
  weights: Arrays,
  scores: RowScores,
  classes: readonly string[] | null,
  most: number,
): Promise<WorstRow[]> {
  const { target } = data;
  const rows = worstRows(scores, {}, classes !== null).slice(0, most);
  if (!target || rows.length === 0) return [];
  const { output, logits, probabilities } = await evaluator.predict(pickRows(data, rows).x, weights);
  const width = output.shape[1] as number;
  return rows.map((row, index) => {
    const badness = scores.badness[row] as number;
    if (!classes) {
      const cells = ({ data: all }: { data: Float32Array }, at: number, columns: number) =>
        Array.from(all.subarray(at * columns, (at + 1) * columns));
      const columns = targetColumns(target);
      return {
        row,
        target: cells(target.values, row, columns),
        predicted: cells(output, index, width),
        error: badness,
      };
    }
    const answers = {
      ...(logits && { logits: logits.data }),
      ...(probabilities && { probabilities: probabilities.data }),
    };
    const logs = rowLogs(answers, index, width) ?? [];
    const [truth, predicted] = [scores.truth[row] as number, scores.predicted[row] as number];
    return {
      row,
      target: classes[truth] as string,
      predicted: classes[predicted] as string,
      probability: Math.exp(logs[predicted] as number),
      targetProbability: Math.exp(logs[truth] as number),
      information: units(badness),
      entropy: units(entropy(logs)),
    };
  });
}

function units(nats: number): Units {
  return { bits: nats * BITS, nats };
}

/** What `--json` prints of an assessment, beside what it was of. */
export function assessmentJson(assessment: Assessment, classes: readonly string[] | null) {
  const { rows, loss, accuracy, confusion, report, calibration, information, residuals } = assessment;
  return {
    rows,
    loss,
    accuracy,
    classes,
    confusion,
    perClass: report?.classes.map((score, index) => {
      const said = information?.classes[index];
      return {
        class: classes?.[index],
        ...score,
        crossEntropy: said ? units(said.crossEntropy) : null,
        entropy: said ? units(said.entropy) : null,
      };
    }),
    macro: report?.macro,
    weighted: report?.weighted,
    calibration: calibration ?? undefined,
    information: information
      ? {
          crossEntropy: units(information.crossEntropy),
          entropy: units(information.entropy),
          divergence: units(information.divergence),
          perplexity: information.perplexity,
        }
      : undefined,
    residuals: residuals ?? undefined,
  };
}

/** The same for people. */
export function printAssessment(
  assessment: Assessment,
  classes: readonly string[] | null,
  worst: readonly WorstRow[],
): void {
  const { rows, loss, accuracy, confusion, residuals } = assessment;
  const share = accuracy === null ? '' : `, accuracy ${percent(accuracy)}`;
  say(`${rows} rows, loss ${loss.toPrecision(6)}${share}`);
  if (residuals) {
    const { mae, rmse, r2 } = residuals;
    say(`mean absolute error ${figure(mae)}, root mean squared error ${figure(rmse)}, R² ${figure(r2)}`);
  }
  if (classes && confusion && classes.length <= MOST_CLASSES) {
    const lines = confusion.map((row, index) => [classes[index] as string, ...row]);
    printTable([['true \\ predicted', ...classes], ...lines]);
  }
  if (classes) printClasses(assessment, classes);
  printCalibration(assessment);
  printWorst(worst);
}

function printClasses({ report, information }: Assessment, classes: readonly string[]): void {
  if (!report) return;
  const score = ({ precision, recall, f1 }: { precision: number; recall: number; f1: number }) =>
    [precision, recall, f1].map((value) => value.toFixed(4));
  const bits = (nats: number | undefined) => (nats === undefined ? '' : (nats * BITS).toFixed(4));
  say('');
  printTable([
    ['class', 'precision', 'recall', 'f1', 'rows', '−log2 p', 'entropy (bits)'],
    ...report.classes.map((one, index) => {
      const said = information?.classes[index];
      return [classes[index] as string, ...score(one), one.support, bits(said?.crossEntropy), bits(said?.entropy)];
    }),
    ['macro average', ...score(report.macro)],
    ['weighted average', ...score(report.weighted)],
  ]);
}

function printCalibration({ calibration, information }: Assessment): void {
  if (!calibration || !information) return;
  const { crossEntropy, entropy: undecided, divergence, perplexity } = information;
  const both = (nats: number) => `${figure(nats * BITS)} bits = ${figure(nats)} nats`;
  say('');
  say(`cross entropy ${both(crossEntropy)}, perplexity ${figure(perplexity)}`);
  say(`entropy of the predictions ${both(undecided)}`);
  if (divergence !== crossEntropy) say(`divergence from the targets ${both(divergence)}`);
  say(
    `expected calibration error ${figure(calibration.expectedCalibrationError)}, Brier score ${figure(calibration.brierScore)}`,
  );
  const filled = calibration.bins.filter((bin) => bin.rows > 0);
  printTable([
    ['confidence', 'rows', 'mean', 'accuracy'],
    ...filled.map(({ low, high, rows, confidence, accuracy }) => [
      `${low.toFixed(1)}–${high.toFixed(1)}`,
      rows,
      figure(confidence ?? 0),
      figure(accuracy ?? 0),
    ]),
  ]);
}

function printWorst(worst: readonly WorstRow[]): void {
  if (worst.length === 0) return;
  say('');
  const list = (values: readonly number[]) => values.map(figure).join(' ');
  printTable([
    'error' in (worst[0] as WorstRow)
      ? ['worst rows', 'true', 'predicted', 'error']
      : ['worst rows', 'true', 'predicted', 'probability', '−log2 p'],
    ...worst.map((one) =>
      'error' in one
        ? [one.row, list(one.target), list(one.predicted), figure(one.error)]
        : [one.row, one.target, one.predicted, figure(one.probability), figure(one.information.bits)],
    ),
  ]);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function figure(value: number): string {
  return value.toPrecision(4);
}
