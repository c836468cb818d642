import type { TargetKind } from '../blocks/block.ts';
import { columnsOf, rowsOf, type Value } from '../blocks/kernel.ts';
import { type Carried, names, type PlanBuilder } from './plan.ts';

/** The mean loss of a batch: each row's loss times its weight, a vector of one. */
export function emitLoss(builder: PlanBuilder, rowLoss: Value, rowWeight: Value): Value {
  return builder.emit({
    phase: 'loss',
    block: null,
    kernel: 'metrics.loss',
    writes: 'loss',
    reads: { rowLoss, rowWeight },
    shape: [1],
    body: `
      let sum = 0.0;
      for (let n = 0; n < ${rowsOf(rowLoss)}; n++) {
        sum += rowLoss[n] * rowWeight[n];
      }
      return sum;`,
  });
}

/** For each row 1 where the largest prediction is that of the true class, else 0; the first of equals counts. */
export function emitCorrect(builder: PlanBuilder, prediction: Value, target: Value, kind: TargetKind): Value {
  const classes = columnsOf(prediction);
  const best = (variable: string, tensor: string) => `
      let ${variable} = 0;
      let ${variable}Value = ${tensor}[this.thread.x][0];
      for (let c = 0; c < ${classes}; c++) {
        if (${tensor}[this.thread.x][c] > ${variable}Value) {
          ${variable} = c;
          ${variable}Value = ${tensor}[this.thread.x][c];
        }
      }`;
  const truth = kind === 'classes' ? 'const truth = target[this.thread.x][0];' : best('truth', 'target');
  return builder.emit({
    phase: 'loss',
    block: null,
    kernel: 'metrics.correct',
    writes: 'correct',
    reads: { prediction, target },
    shape: [rowsOf(prediction)],
    body: `${best('guess', 'prediction')}
      ${truth}
      let correct = 0.0;
      if (guess === truth) { correct = 1.0; }
      return correct;`,
  });
}

/** The number of right rows of a batch, padding left out: a vector of one. */
export function emitCorrectRows(builder: PlanBuilder, correct: Value, rowWeight: Value): Value {
  return builder.emit({
    phase: 'loss',
    block: null,
    kernel: 'metrics.correctRows',
    writes: 'correctRows',
    reads: { correct, rowWeight },
    shape: [1],
    body: `
      let sum = 0.0;
      for (let n = 0; n < ${rowsOf(correct)}; n++) {
        if (rowWeight[n] > 0) { sum += correct[n]; }
      }
      return sum;`,
  });
}

/** A vector with a place a step of the call; each step writes its own. */
export function emitRecord(builder: PlanBuilder, name: string, steps: number, tick: Value, value: Value): Carried {
  const history = builder.declare(name, [steps]);
  const next = builder.emit({
    phase: 'loss',
    block: null,
    kernel: 'metrics.record',
    writes: names.next(name),
    reads: { history, value, tick },
    shape: [steps],
    body: `
      let entry = history[this.thread.x];
      if (this.thread.x === tick[0]) { entry = value[0]; }
      return entry;`,
  });
  return { value: history, next: next.name, kept: true };
}
