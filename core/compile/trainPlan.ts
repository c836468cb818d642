import type { Value } from '../blocks/kernel.ts';
import type { Network } from '../graph/validate.ts';
import {
  declareStates,
  declareWeights,
  lossValues,
  scheduleAccess,
  startLowering,
  type TargetForm,
  weightValues,
} from './declare.ts';
import { differentiate } from './differentiate.ts';
import { fuseCells } from './fuseCells.ts';
import { fuseSoftmaxCrossEntropy } from './fuseLoss.ts';
import { type Lowering, lowerForward } from './lower.ts';
import { emitCorrect, emitCorrectRows, emitLoss, emitRecord } from './metrics.ts';
import { type Carried, names, type Plan, PlanBuilder } from './plan.ts';
import { prune } from './prune.ts';
import { lowerUpdate, type ScalarAccess, type UpdateSettings, updateScalars } from './update.ts';

export interface TrainOptions extends UpdateSettings {
  readonly batchSize: number;
  readonly stepsPerCall: number;
  readonly target: TargetForm;
  /** Rows of the data that the plan's `order` picks from. */
  readonly dataRows: number;
  /** Whether the data lives with the kernels, or the rows of each call are handed over with it. */
  readonly resident: boolean;
}

/**
 * Many optimizer steps a call, each on the rows that `order` names; the weights go round inside. Beside the weights and
 * the optimizer's state a call returns `losses` and, for classes, `hits`: a number a step, taken before its update.
 */
export function compileTrain(network: Network, options: TrainOptions): Plan {
  const fused = fuseSoftmaxCrossEntropy(network);
  const { batchSize: rows, stepsPerCall, target } = options;
  const builder = new PlanBuilder();
  const scalars = ['rows', ...updateScalars(options), ...maskScalars(fused)];

  const batch = gatherBatch(builder, fused, options);
  const schedule = builder.declare('schedule', [stepsPerCall, scalars.length]);
  const weights = declareWeights(builder, fused.blocks);
  const states = declareStates(builder, fused.blocks, options);
  const access = scheduleAccess(scalars, schedule, batch.tick);
  const rowWeight = emitRowWeight(builder, rows, access);

  const lowering: Lowering = {
    ...startLowering(builder, fused, rows, target.kind, batch, weights),
    maskKey: (block) => emitMaskKey(builder, block, access),
  };
  lowerForward(lowering, fused.blocks);
  const { rowLoss, prediction } = lossValues(lowering, fused);
  const loss = emitLoss(builder, rowLoss, rowWeight);
  const histories = [emitRecord(builder, 'losses', stepsPerCall, batch.tick, loss)];
  if (target.kind !== 'values') {
    const correct = emitCorrect(builder, prediction, batch.target, target.kind);
    const hits = emitCorrectRows(builder, correct, rowWeight);
    histories.push(emitRecord(builder, 'hits', stepsPerCall, batch.tick, hits));
  }
  const gradients = differentiate(lowering, fused.blocks, rowWeight);
  const updated = lowerUpdate(builder, fused.blocks, gradients, options, access);

  const next = new Map(updated.map((one) => [one.value.name, one.next.name]));
  const trainable = [...weightValues(weights), ...states];
  const carried: Carried[] = [
    { value: batch.tick, next: emitTick(builder, batch.tick).name, kept: false },
    ...histories,
    ...trainable.flatMap((value) => {
      const after = next.get(value.name);
      return after ? [{ value, next: after, kept: true }] : [];
    }),
  ];
  const wanted = carried.map((one) => one.next);
  return {
    kind: 'train',
    rows,
    repeat: stepsPerCall,
    inputs: [batch.order, schedule, ...batch.handedOver],
    resident: batch.resident,
    carried,
    steps: fuseCells(prune(builder.steps, wanted), wanted),
    results: {},
    scalars,
  };
}

/** Picks the rows of the step out of the data: row `order[tick · B + n]` becomes row n of the batch. */
function gatherBatch(builder: PlanBuilder, network: Network, options: TrainOptions) {
  const { batchSize: rows, stepsPerCall, target, dataRows, resident } = options;
  const id = network.input.node.id;
  const order = builder.declare('order', [stepsPerCall * rows]);
  const tick = builder.declare('tick', [1]);
  const gather = (source: Value, port: string) =>
    builder.emit({
      phase: 'batch',
      block: id,
      kernel: 'batch.rows',
      writes: names.output(id, port),
      reads: { order, tick, ...(!resident && { data: source }) },
      ...(resident && { constants: { data: source.name } }),
      shape: [rows, source.shape[1] as number],
      body: `
        const row = order[tick[0] * ${rows} + this.thread.y];
        return ${resident ? 'this.constants.data' : 'data'}[row][this.thread.x];`,
    });
  const data = [
    builder.declare('data.x', [dataRows, network.input.features as number]),
    builder.declare('data.target', [dataRows, target.columns]),
  ] as const;
  const x = gather(data[0], 'x');
  const batchTarget = gather(data[1], 'target');
  return { order, tick, x, target: batchTarget, resident: resident ? data : [], handedOver: resident ? [] : data };
}

function emitTick(builder: PlanBuilder, tick: Value): Value {
  return builder.emit({
    phase: 'batch',
    block: null,
    kernel: 'batch.tick',
    writes: names.next(tick.name),
    reads: { tick },
    shape: [1],
    body: 'return tick[0] + 1;',
  });
}

/** 1/B for the real rows of the step, 0 for those that fill up a last, smaller batch. */
function emitRowWeight(builder: PlanBuilder, rows: number, scalars: ScalarAccess): Value {
  return builder.emit({
    phase: 'batch',
    block: null,
    kernel: 'batch.rowWeight',
    writes: 'rowWeight',
    reads: scalars.reads,
    shape: [rows],
    body: `
      ${scalars.prelude}
      const rows = ${scalars.text('rows')};
      let weight = 0.0;
      if (this.thread.x < rows) { weight = 1 / rows; }
      return weight;`,
  });
}

/** The scalar that carries the key of a Dropout block's mask. */
export function maskScalar(block: string): string {
  return `mask.${block}`;
}

function maskScalars(network: Network): string[] {
  return network.blocks.filter(({ node }) => node.type === 'dropout').map(({ node }) => maskScalar(node.id));
}

function emitMaskKey(builder: PlanBuilder, block: string, scalars: ScalarAccess): Value {
  return builder.emit({
    phase: 'batch',
    block,
    kernel: 'batch.maskKey',
    writes: `${block}.maskKey`,
    reads: scalars.reads,
    shape: [1],
    body: `
      ${scalars.prelude}
      return ${scalars.text(maskScalar(block))};`,
  });
}
