import { describe, expect, it } from 'vitest';
import type { Dataset, Targets } from '../data/dataset.ts';
import type { Graph } from '../graph/graph.ts';
import { tensor } from '../tensor.ts';
import { type EvaluationCase, evaluationCases } from '../testing/evaluations.ts';
import { chain, network } from '../testing/networks.ts';
import { fromJson } from '../testing/oracle.ts';
import { assess, type OnRows } from './assess.ts';
import { Evaluator } from './evaluate.ts';
import { BITS } from './metrics/information.ts';
import type { ClassScore } from './metrics/perClass.ts';
import { toKernelLayout } from './weights.ts';
import { worstRows } from './worst.ts';

/** A network that gives out what it is given, so that a case's logits are those of the loss. */
function identity(width: number, ending: 'logits' | 'softmax' | 'values'): Graph {
  const linear = ['linear1', 'linear', { units: width, bias: false }] as const;
  const middle = ending === 'softmax' ? [linear, ['softmax', 'softmax'] as const] : [linear];
  return chain(width, middle, ['loss', ending === 'values' ? 'meanSquaredError' : 'crossEntropy']);
}

async function assessed(data: Dataset, ending: 'logits' | 'softmax' | 'values', onRows?: OnRows) {
  const width = data.x.shape[1] as number;
  const weights = tensor(
    [width, width],
    Float32Array.from({ length: width * width }, (_, at) => (at % (width + 1) === 0 ? 1 : 0)),
  );
  const evaluator = new Evaluator(network(identity(width, ending)), { backend: 'webasm', threads: false });
  const found = await assess(evaluator, data, toKernelLayout(new Map([['linear1.weight', weights]])), onRows);
  await evaluator.destroy();
  return found;
}

function dataOf({ logits, target }: Extract<EvaluationCase, { logits: unknown }>): Dataset {
  const values = fromJson(target);
  const targets: Targets =
    values.shape.length === 1
      ? { kind: 'classes', values: { ...values, shape: [values.data.length, 1] }, classes: null }
      : { kind: 'probabilities', values, classes: null };
  return { x: fromJson(logits), target: targets };
}

const figures = ({ precision, recall, f1, support }: ClassScore) => ({ precision, recall, f1, support });

describe.each(['logits', 'softmax'] as const)('scikit-learn and SciPy, ending in %s', (ending) => {
  for (const wanted of evaluationCases) {
    if (!('logits' in wanted)) continue;
    it(wanted.name, async () => {
      const found = await assessed(dataOf(wanted), ending);
      if (!found) throw new Error('it was not cancelled');
      const { report, calibration, information, confusion, accuracy, residuals } = found.assessment;
      expect(confusion).toEqual(wanted.confusion);
      expect(accuracy).toBeCloseTo(wanted.accuracy, 12);
      close(report?.classes.map(figures), wanted.classes);
      close(report?.macro, wanted.macro);
      close(report?.weighted, wanted.weighted);
      close(
        calibration?.bins.map(({ rows, confidence, accuracy: right }) => ({ rows, confidence, accuracy: right })),
        wanted.bins,
      );
      close(calibration?.expectedCalibrationError, wanted.expectedCalibrationError);
      close(calibration?.brierScore, wanted.brierScore);
      close(information?.crossEntropy, wanted.crossEntropy);
      close(information?.entropy, wanted.entropy);
      close(information?.divergence, wanted.divergence);
      expect((information?.perplexity ?? 0) / wanted.perplexity).toBeCloseTo(1, 6);
      close(
        information?.classes.map((one) => one?.crossEntropy ?? null),
        wanted.classCrossEntropy,
      );
      close(
        information?.classes.map((one) => one?.entropy ?? null),
        wanted.classEntropy,
      );
      // Class targets have no entropy of their own: the divergence of a row is its information.
      if (wanted.target.shape.length === 1) {
        close(
          [...found.scores.badness].map((nats) => nats * BITS),
          wanted.rowBits,
        );
      }
      expect(residuals).toBeNull();
    });
  }
});

describe('scikit-learn, real values', () => {
  for (const wanted of evaluationCases) {
    if (!('output' in wanted)) continue;
    it(wanted.name, async () => {
      const data: Dataset = {
        x: fromJson(wanted.output),
        target: { kind: 'values', values: fromJson(wanted.values), classes: null },
      };
      const found = await assessed(data, 'values');
      const { mae, rmse, r2, outputs } = wanted;
      close(found?.assessment.residuals, { mae, rmse, r2, outputs });
      expect(found?.assessment).toMatchObject({ report: null, calibration: null, information: null });
      const [worst = -1] = worstRows(found?.scores ?? neverScored, {}, false);
      const error = (at: number) => Math.abs((wanted.output.data[at] as number) - (wanted.values.data[at] as number));
      const far = (row: number) => Math.max(error(row * 2), error(row * 2 + 1));
      const rows = wanted.output.shape[0] as number;
      expect(far(worst)).toBe(Math.max(...Array.from({ length: rows }, (_, row) => far(row))));
    });
  }
});

const neverScored = { truth: new Uint32Array(), predicted: new Uint32Array(), badness: new Float64Array() };

/** Equal to six digits, numbers and what holds them; what is below float64's rounding of 1 is 0. */
function close(found: unknown, wanted: unknown): void {
  const rounded = (value: unknown): unknown => {
    if (typeof value === 'number') return Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(6));
    if (Array.isArray(value)) return value.map(rounded);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
  };
  expect(rounded(found)).toEqual(rounded(wanted));
}

describe('worst rows', () => {
  const scores = {
    truth: Uint32Array.of(0, 1, 1, 0, 1),
    predicted: Uint32Array.of(0, 0, 1, 1, 0),
    badness: Float64Array.of(0.1, 2, 0.3, 5, Number.NaN),
  };

  it('are the mistakes, the worst first; one that is no number is the worst', () => {
    expect(worstRows(scores, {}, true)).toEqual([4, 3, 1]);
  });

  it('of a cell of the confusion matrix are its rows, right ones too', () => {
    expect(worstRows(scores, { truth: 1, predicted: 0 }, true)).toEqual([4, 1]);
    expect(worstRows(scores, { truth: 1, predicted: 1 }, true)).toEqual([2]);
    expect(worstRows(scores, { predicted: 0 }, true)).toEqual([4, 1, 0]);
  });
});

it('is cancelled between rows, and says before how far it is', async () => {
  const rows = 600_000;
  const x = tensor([rows, 2], new Float32Array(rows * 2));
  const target: Targets = { kind: 'classes', values: tensor([rows, 1], new Float32Array(rows)), classes: null };
  const heard: number[] = [];
  const found = await assessed({ x, target }, 'logits', (done, of) => {
    expect(of).toBe(rows);
    heard.push(done);
    return false;
  });
  expect(found).toBeNull();
  expect(heard).toHaveLength(1);
  expect(heard[0]).toBeLessThan(rows);
});

it('does not mistake weights that are no numbers for a good network', async () => {
  const x = tensor([2, 2], [Number.NaN, 1, 1, 0]);
  const target: Targets = { kind: 'classes', values: tensor([2, 1], [1, 0]), classes: null };
  const found = await assessed({ x, target }, 'logits');
  expect(found?.assessment.information?.crossEntropy).toBeNaN();
  expect(found?.assessment.calibration?.bins.reduce((sum, bin) => sum + bin.rows, 0)).toBeLessThan(2);
});
