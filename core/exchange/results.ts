import { rowCount } from '../data/dataset.ts';
import type { PreparedData } from '../data/prepare.ts';
import type { Network } from '../graph/validate.ts';
import type { RunSettings } from '../runtime/backend.ts';
import { Evaluator } from '../train/evaluate.ts';
import { toKernelLayout, type Weights } from '../train/weights.ts';
import type { PartResult } from './target.ts';

/** What a network makes of the test part; nothing where there is none, or no loss to tell by. */
export async function testResults(
  network: Network,
  weights: Weights,
  data: PreparedData | null,
  run: RunSettings,
): Promise<readonly PartResult[]> {
  const test = data?.parts.test;
  if (!test?.target || rowCount(test) === 0 || !network.loss) return [];
  const evaluator = new Evaluator(network, run);
  const evaluation = await evaluator.evaluate(test, toKernelLayout(weights));
  await evaluator.destroy();
  return [{ part: 'test', evaluation }];
}
