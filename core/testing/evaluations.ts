import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TensorJson } from '../tensor.ts';
import type { ReliabilityBin } from '../train/metrics/calibration.ts';
import type { ClassAverage, ClassScore } from '../train/metrics/perClass.ts';
import type { ErrorFigures, ResidualReport } from '../train/metrics/residuals.ts';

/** Figures of scikit-learn and SciPy, as `fixtures/evaluation/make_evaluation.py` writes them; information in nats. */
export type EvaluationCase = ClassificationCase | RegressionCase;

interface ClassificationCase {
  readonly name: string;
  readonly logits: TensorJson;
  /** `[N]` class indices, or `[N, K]` soft targets. */
  readonly target: TensorJson;
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: number;
  readonly classes: readonly Omit<ClassScore, 'predicted'>[];
  readonly macro: ClassAverage;
  readonly weighted: ClassAverage;
  readonly bins: readonly Omit<ReliabilityBin, 'low' | 'high'>[];
  readonly expectedCalibrationError: number;
  readonly brierScore: number;
  readonly crossEntropy: number;
  readonly entropy: number;
  readonly divergence: number;
  readonly perplexity: number;
  readonly rowBits: readonly number[];
  readonly rowEntropyBits: readonly number[];
  readonly classCrossEntropy: readonly (number | null)[];
  readonly classEntropy: readonly (number | null)[];
}

interface RegressionCase extends ResidualReport {
  readonly name: string;
  readonly output: TensorJson;
  readonly values: TensorJson;
  readonly outputs: readonly ErrorFigures[];
}

const folder = path.join(import.meta.dirname, 'fixtures', 'evaluation');

export const evaluationCases: readonly EvaluationCase[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as EvaluationCase);
