import { useEffect, useState } from 'react';
import type { Tensor } from '../../../core/tensor.ts';
import { useThrottled } from '../../charts/throttle.ts';
import type { PredictionRow } from '../../engine/api.ts';
import { ask } from '../../engine/turns.ts';
import { useRun } from '../../store/run.ts';

/** Between two questions to the engine while a training goes on, in milliseconds. */
const PAUSE = 150;

const version = (state: { version: number }) => state.version;

/** What the network says of some rows now, asked again whenever it or they change; null where it cannot say. */
export function useAnswers(x: Tensor | null): readonly PredictionRow[] | null {
  const [answers, setAnswers] = useState<readonly PredictionRow[] | null>(null);
  const now = useThrottled(useRun, version, PAUSE);
  useEffect(() => {
    let current = true;
    if (!x) setAnswers(null);
    else void ask((engine) => engine.predictInputs(x)).then((rows) => current && setAnswers(rows));
    return () => {
      current = false;
    };
  }, [x, now]);
  return answers;
}

/** The numbers of an answer that are worth showing: probabilities are not told twice. */
export function answerGroups(answers: readonly PredictionRow[]): readonly ('output' | 'probabilities')[] {
  const [first] = answers;
  if (!first?.probabilities) return ['output'];
  const same = answers.every(({ output, probabilities }) =>
    output.every((value, index) => Math.abs(value - (probabilities?.[index] ?? Number.NaN)) < 1e-6),
  );
  return same ? ['probabilities'] : ['output', 'probabilities'];
}
