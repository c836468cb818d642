import { compileInfer, names, type Plan } from '../../core/compile/compile.ts';
import { type Dataset, type Part, pickRows, rowCount, type Targets } from '../../core/data/dataset.ts';
import { derive } from '../../core/data/derive.ts';
import type { Preprocessing } from '../../core/data/prepare.ts';
import { applyScaling } from '../../core/data/standardize.ts';
import { type Arrays, type Executable, prepare } from '../../core/runtime/device.ts';
import { type Flow, FlowMeter } from '../../core/tape/flow.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { assess, type OnRows, type RowScores } from '../../core/train/assess.ts';
import { Evaluator } from '../../core/train/evaluate.ts';
import { rowLogs } from '../../core/train/metrics/information.ts';
import { type Tape, TapeRecorder } from '../../core/train/tape.ts';
import { type Mistakes, worstRows } from '../../core/train/worst.ts';
import type {
  AssessmentReply,
  BlockHistograms,
  Boundary,
  EvaluationReply,
  Histogram,
  MistakesReply,
  Plane,
  PredictionRow,
} from './api.ts';
import type { Model } from './model.ts';

/** Units of a block that get a picture of their own. */
const MOST_UNITS = 8;
/** Rows of the batch that live views of gradients are taken from. */
const SAMPLE_ROWS = 16;
/** Views run apart from the training, whose backend may be busy. */
const RUN = { backend: 'webasm', threads: false } as const;

/** Pictures and figures of a model as it is now; keeps the plans that compute them. */
export class Views {
  readonly #model: Model;
  #evaluator: Evaluator | null = null;
  #assessed: { part: Part; scores: RowScores; weights: Arrays } | null = null;
  #grid: { size: number; plane: Plane; x: Tensor; plan: Plan; executable: Executable } | null = null;
  #recorder: TapeRecorder | null = null;
  #flowMeter: FlowMeter | null = null;

  constructor(model: Model) {
    this.#model = model;
  }

  async evaluate(part: Part): Promise<EvaluationReply | null> {
    const data = this.#model.data?.parts[part];
    if (!data?.target || rowCount(data) === 0 || !this.#model.network.loss) return null;
    return { part, ...(await this.#evaluation().evaluate(data, this.#model.arrays)) };
  }

  /** Takes the network's answers on a part to pieces; null where it cannot, or where `onRows` would not go on. */
  async assess(part: Part, onRows: OnRows): Promise<AssessmentReply | null> {
    const data = this.#model.data?.parts[part];
    if (!data?.target || rowCount(data) === 0 || !this.#model.network.loss) return null;
    const { arrays: weights, epoch } = this.#model;
    const found = await assess(this.#evaluation(), data, weights, onRows);
    if (!found) return null;
    this.#assessed = { part, scores: found.scores, weights };
    return { part, epoch, ...found.assessment };
  }

  /** The worst rows of the part that was assessed last, with the weights of then; null where it was another part. */
  async mistakes(part: Part, of: Mistakes, most: number): Promise<MistakesReply | null> {
    const data = this.#model.data?.parts[part];
    if (!data?.target || this.#assessed?.part !== part) return null;
    const { scores, weights } = this.#assessed;
    const found = worstRows(scores, of, data.target.kind !== 'values');
    const shown = found.slice(0, most);
    const rows = shown.length === 0 ? [] : await this.#predictRows(pickRows(data, shown), shown, part, weights);
    return { total: found.length, rows };
  }

  /** What the network says of some rows of a part. */
  async predictions(part: Part, first: number, count: number): Promise<PredictionRow[]> {
    const data = this.#model.data?.parts[part];
    if (!data) return [];
    const rows = Array.from({ length: Math.min(count, rowCount(data) - first) }, (_, index) => first + index);
    if (rows.length <= 0) return [];
    return this.#predictRows(pickRows(data, rows), rows, part);
  }

  /** What the network says of rows typed in by hand, taken as they are. */
  predictInputs(x: Tensor): Promise<PredictionRow[]> {
    const rows = Array.from({ length: x.shape[0] as number }, (_, index) => index);
    return this.#predictRows({ x, target: null }, rows);
  }

  async #predictRows(
    data: Dataset,
    rows: readonly number[],
    part?: Part,
    weights = this.#model.arrays,
  ): Promise<PredictionRow[]> {
    const { output, probabilities, logits, classes } = await this.#evaluation().predict(data.x, weights);
    const answers = {
      ...(logits && { logits: logits.data }),
      ...(probabilities && { probabilities: probabilities.data }),
    };
    const width = output.shape[1] as number;
    const texts = part && this.#model.data?.texts?.[part].texts;
    const line = (source: Tensor, index: number) => {
      const width = source.shape[1] as number;
      return Array.from(source.data.subarray(index * width, (index + 1) * width));
    };
    return rows.map((row, index) => ({
      row,
      x: line(data.x, index),
      target: data.target && line(data.target.values, index),
      output: line(output, index),
      probabilities: probabilities && line(probabilities, index),
      logs: probabilities && Array.from(rowLogs(answers, index, width) ?? []),
      text: texts?.[row] ?? null,
      predicted: classes ? (classes[index] as number) : null,
    }));
  }

  /** The network's answer on a grid over two plain features; null where rows have another width. */
  async boundary(size: number, plane: Plane): Promise<Boundary | null> {
    const { data, network } = this.#model;
    if (data?.preprocessing.features.length !== 2) return null;
    if (this.#grid?.size !== size || !samePlane(this.#grid.plane, plane)) {
      await this.#grid?.executable.destroy();
      const plan = compileInfer(network, { rows: size * size, outputs: 'all' });
      const executable = prepare(plan, {}, RUN);
      this.#grid = { size, plane, x: gridPoints(size, plane, data.preprocessing), plan, executable };
    }
    const { x, plan, executable } = this.#grid;
    const results = await executable.run({ x: x.data, ...this.#model.arrays });
    const answer = results.probabilities ?? (results.prediction as Float32Array);
    const units = new Map<string, Tensor>();
    for (const { node, features, block } of network.blocks) {
      const found = results[names.output(node.id)];
      if (found && features !== null && block.category !== 'loss' && plan.results[names.output(node.id)]) {
        units.set(node.id, firstColumns(found, size * size, features));
      }
    }
    return { size, plane, outputs: tensor([size * size, network.prediction.features as number], answer), units };
  }

  /** How the numbers of a block are spread, over a batch of the training part. */
  async histograms(block: string): Promise<BlockHistograms | null> {
    const tape = await this.sampleTape();
    const output = tape?.outputs.get(block);
    if (!tape || !output) return null;
    const gradients = tape.gradients.get(block);
    const weights = [...tape.weights].filter(([name]) => name.startsWith(`${block}.`));
    const [rows = 1, units = 1] = output.shape;
    return {
      rows,
      units,
      silentUnits: silentColumns(output.data, units),
      activations: histogram(output.data),
      gradients: gradients ? histogram(gradients.data) : null,
      weights: new Map(
        weights.map(([name, { data }]) => {
          const found = tape.weightGradients.get(name);
          return [name, { values: histogram(data), gradients: found ? histogram(found.data) : null }];
        }),
      ),
    };
  }

  /** How much flows along each wire, both ways. */
  async flow(): Promise<Flow | null> {
    const sample = this.#sample();
    if (!sample) return null;
    const { network, request, arrays } = this.#model;
    this.#flowMeter ??= new FlowMeter(network, request.training, rowCount(sample), sample.target, RUN);
    return this.#flowMeter.measure(sample, arrays);
  }

  /** A tape of a few rows with the weights as they are now. */
  async sampleTape(): Promise<Tape | null> {
    const sample = this.#sample();
    if (!sample) return null;
    const { network, request, optimizer, weights } = this.#model;
    this.#recorder ??= new TapeRecorder(network, request.training, rowCount(sample), sample.target, RUN);
    return this.#recorder.record(sample, { weights, ...optimizer });
  }

  /** The first rows of the training part; null where nothing flows back from them. */
  #sample(): (Dataset & { readonly target: Targets }) | null {
    const train = this.#model.data?.parts.train;
    if (!train?.target || !this.#model.network.loss) return null;
    const rows = Array.from({ length: Math.min(SAMPLE_ROWS, rowCount(train)) }, (_, index) => index);
    const { x, target } = pickRows(train, rows);
    return { x, target: target as Targets };
  }

  async destroy(): Promise<void> {
    await Promise.all([
      this.#evaluator?.destroy(),
      this.#grid?.executable.destroy(),
      this.#recorder?.destroy(),
      this.#flowMeter?.destroy(),
    ]);
  }

  #evaluation(): Evaluator {
    this.#evaluator ??= new Evaluator(this.#model.network, RUN);
    return this.#evaluator;
  }
}

/** Points row by row from the top left, prepared as the network is used to seeing them. */
function gridPoints(size: number, { x1, x2 }: Plane, { derive: forms, scaling }: Preprocessing): Tensor {
  const plain = new Float32Array(size * size * 2);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      plain[(row * size + column) * 2] = x1[0] + ((column + 0.5) / size) * (x1[1] - x1[0]);
      plain[(row * size + column) * 2 + 1] = x2[1] - ((row + 0.5) / size) * (x2[1] - x2[0]);
    }
  }
  const x = tensor([size * size, 2], plain);
  const derived = forms ? derive(x, forms) : x;
  return scaling ? applyScaling(derived, scaling) : derived;
}

function firstColumns(data: Float32Array, rows: number, columns: number): Tensor {
  const kept = Math.min(columns, MOST_UNITS);
  const cells = new Float32Array(rows * kept);
  for (let row = 0; row < rows; row++) {
    cells.set(data.subarray(row * columns, row * columns + kept), row * kept);
  }
  return tensor([rows, kept], cells);
}

function samePlane(a: Plane, b: Plane): boolean {
  return [...a.x1, ...a.x2].join() === [...b.x1, ...b.x2].join();
}

/** Columns of which every number is zero. */
function silentColumns(data: Float32Array, columns: number): number {
  let silent = 0;
  for (let column = 0; column < columns; column++) {
    let at = column;
    while (at < data.length && data[at] === 0) at += columns;
    if (at >= data.length) silent += 1;
  }
  return silent;
}

const BINS = 30;

export function histogram(data: Float32Array): Histogram {
  const finite = data.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = high > low ? high - low : 1;
  const counts = new Array<number>(BINS).fill(0);
  let sum = 0;
  let zeros = 0;
  for (const value of finite) {
    const bin = Math.min(BINS - 1, Math.floor(((value - low) / width) * BINS));
    counts[bin] = (counts[bin] as number) + 1;
    sum += value;
    if (value === 0) zeros += 1;
  }
  const mean = finite.length > 0 ? sum / finite.length : 0;
  const variance = finite.reduce((total, value) => total + (value - mean) ** 2, 0) / Math.max(1, finite.length);
  const rest = { total: data.length, zeros, nonFinite: data.length - finite.length };
  if (finite.length === 0) return { low: 0, high: 1, counts, mean, deviation: 0, ...rest };
  return { low, high: low + width, counts, mean, deviation: Math.sqrt(variance), ...rest };
}
