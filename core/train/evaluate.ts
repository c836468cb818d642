import { compileInfer, type TargetForm } from '../compile/compile.ts';
import { type Dataset, rowCount, targetColumns } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import type { RunSettings } from '../runtime/backend.ts';
import { type Arrays, type Executable, prepare } from '../runtime/device.ts';
import { argmax, type Tensor } from '../tensor.ts';

/** What a network makes of a data set. */
export interface Evaluation {
  readonly rows: number;
  readonly loss: number;
  /** The share of rows whose most probable class is the true one; null for real-valued targets. */
  readonly accuracy: number | null;
  /** Rows by true class (row) and predicted class (column); null for real-valued targets. */
  readonly confusion: readonly (readonly number[])[] | null;
}

export interface Prediction {
  /** `[N, K]`: what the network's last block before the loss gives out. */
  readonly output: Tensor;
  /** `[N, K]` class probabilities; null for a network that does not classify. */
  readonly probabilities: Tensor | null;
  /** `[N, K]`: what the probabilities are the softmax of; null where they are of nothing. */
  readonly logits: Tensor | null;
  /** Each row's most probable class; null for a network that does not classify. */
  readonly classes: Uint32Array | null;
}

/** What the plan gave for some rows of the data, from row `start`; longer arrays end in padding. */
export interface EvaluatedRows {
  readonly start: number;
  readonly count: number;
  readonly results: Arrays;
}

/** Rows of one call; more do not run faster, and fewer leave less waste at the end. */
const CHUNK = 256;

/** Runs a network forward over data sets of any length, chunk by chunk; keeps its compiled plans. */
export class Evaluator {
  readonly #network: Network;
  readonly #run: RunSettings;
  readonly #executables = new Map<string, Executable>();

  constructor(network: Network, run: RunSettings) {
    this.#network = network;
    this.#run = run;
  }

  /**
   * Loss, accuracy and confusion. `weights` are in the kernels' layout. The data must have targets and rows.
   *
   * @param watch sees every chunk of rows; what it throws ends the evaluation
   */
  async evaluate(
    data: Dataset,
    weights: Arrays,
    watch?: (rows: EvaluatedRows) => Promise<void> | void,
  ): Promise<Evaluation> {
    const { target } = data;
    if (!target) throw new Error('data without targets cannot be evaluated');
    const rows = rowCount(data);
    const classes = this.#network.prediction.features as number;
    const classifies = target.kind !== 'values';
    const size = classifies ? classes : 0;
    const confusion = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    let loss = 0;
    let correct = 0;
    const columns = targetColumns(target);
    const form = { kind: target.kind, columns };
    await this.#forEachChunk(data, weights, form, (results, start, count) => {
      for (let row = 0; row < count; row++) {
        loss += results.rowLoss?.[row] as number;
        if (!classifies) continue;
        correct += results.correct?.[row] as number;
        const predicted = argmax(results.prediction as Float32Array, row * classes, classes);
        const values = target.values.data;
        const at = (start + row) * columns;
        const truth = target.kind === 'classes' ? (values[at] as number) : argmax(values, at, columns);
        const line = confusion[truth] as number[];
        line[predicted] = (line[predicted] as number) + 1;
      }
      return watch?.({ start, count, results });
    });
    return {
      rows,
      loss: loss / rows,
      accuracy: classifies ? correct / rows : null,
      confusion: classifies ? confusion : null,
    };
  }

  async predict(x: Tensor, weights: Arrays): Promise<Prediction> {
    const rows = x.shape[0] as number;
    const width = this.#network.prediction.features as number;
    const [output, probabilities, logits] = [0, 1, 2].map(() => new Float32Array(rows * width)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const given = { probabilities: false, logits: false };
    await this.#forEachChunk({ x, target: null }, weights, undefined, (results, start, count) => {
      const keep = (into: Float32Array, found: Float32Array | undefined) => {
        into.set(found?.subarray(0, count * width) ?? [], start * width);
        return found !== undefined;
      };
      keep(output, results.prediction);
      given.probabilities = keep(probabilities, results.probabilities);
      given.logits = keep(logits, results.logits);
    });
    const matrix = (data: Float32Array) => ({ shape: [rows, width], data });
    return {
      output: matrix(output),
      probabilities: given.probabilities ? matrix(probabilities) : null,
      logits: given.logits ? matrix(logits) : null,
      classes: given.probabilities
        ? Uint32Array.from({ length: rows }, (_, row) => argmax(output, row * width, width))
        : null,
    };
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#executables.values()].map((executable) => executable.destroy()));
    this.#executables.clear();
  }

  async #forEachChunk(
    { x, target }: Dataset,
    weights: Arrays,
    form: TargetForm | undefined,
    take: (results: Arrays, start: number, count: number) => Promise<void> | void,
  ): Promise<void> {
    const rows = x.shape[0] as number;
    const size = Math.min(CHUNK, rows);
    const executable = this.#executable(size, form);
    const features = x.shape[1] as number;
    for (let start = 0; start < rows; start += size) {
      const count = Math.min(size, rows - start);
      const chunk = (data: Float32Array, columns: number) => {
        const cells = data.subarray(start * columns, (start + count) * columns);
        if (count === size) return cells;
        const padded = new Float32Array(size * columns);
        padded.set(cells);
        return padded;
      };
      const inputs = {
        x: chunk(x.data, features),
        ...(form && target && { target: chunk(target.values.data, form.columns) }),
        ...weights,
      };
      await take(await executable.run(inputs), start, count);
    }
  }

  #executable(rows: number, target: TargetForm | undefined): Executable {
    const key = `${rows} ${target?.kind} ${target?.columns}`;
    const known = this.#executables.get(key);
    if (known) return known;
    const plan = compileInfer(this.#network, { rows, target, outputs: 'prediction' });
    const made = prepare(plan, {}, this.#run);
    this.#executables.set(key, made);
    return made;
  }
}
