import { type Dataset, type Part, pickRows, rowCount, type Targets } from '../../core/data/dataset.ts';
import { TapeBook } from '../../core/tape/book.ts';
import type { Finding } from '../../core/tape/findings.ts';
import { magnitude } from '../../core/tape/findings.ts';
import type { Flow } from '../../core/tape/flow.ts';
import type { TapeStep } from '../../core/tape/steps.ts';
import type { CellView, StepView } from '../../core/tape/views.ts';
import type { Tensor } from '../../core/tensor.ts';
import { nothingYet, type TrainingState } from '../../core/train/state.ts';
import { type Tape, TapeRecorder } from '../../core/train/tape.ts';
import { toKernelLayout, type Weights } from '../../core/train/weights.ts';
import type { Model } from './model.ts';

/** Which rows a tape is to be recorded of. */
export type TapeSource =
  | { readonly kind: 'part'; readonly part: Part; readonly first: number; readonly count: number }
  | { readonly kind: 'inputs'; readonly x: Tensor; readonly target: Tensor };

/** What the page is told of a tape; its numbers stay here. */
export interface TapeInfo {
  readonly steps: readonly TapeStep[];
  readonly rows: number;
  readonly loss: number;
  readonly rowLoss: readonly number[];
  /** Mean absolute values by wire, `from to`. */
  readonly flow: Flow;
  /** Mean absolute change of each weight by the proposed update. */
  readonly change: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** How far (y − t) / B lies from the gradient by the chain rule, at most; null for other endings. */
  readonly shortcutDifference: number | null;
  readonly features: readonly string[];
  readonly classes: readonly string[] | null;
}

/** The batch as a whole, or one of its rows recorded by itself. */
export type TapeView = 'batch' | 'sample';

/** Records tapes of a model and reads them for the page. */
export class Tapes {
  readonly #model: Model;
  #batch: { book: TapeBook; data: Dataset; moment: Parameters<TapeRecorder['record']>[1] } | null = null;
  #sample: { row: number; book: TapeBook } | null = null;
  readonly #recorders = new Map<string, TapeRecorder>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** Records the rows with the weights as they are now; null where there is nothing to record. */
  async record(source: TapeSource): Promise<TapeInfo | null> {
    const data = this.#rows(source);
    if (!data?.target || rowCount(data) === 0 || !this.#model.network.loss) return null;
    const moment = { weights: this.#model.weights, ...this.#model.optimizer };
    const book = await this.#open(data, moment);
    this.#batch = { book, data, moment };
    this.#sample = null;
    return this.#describe(book);
  }

  step(index: number, view: TapeView): StepView | null {
    return this.#book(view)?.view(index) ?? null;
  }

  cell(index: number, view: TapeView, target: string, row: number, column: number, input: number): CellView | null {
    return this.#book(view)?.cell(index, target, row, column, input) ?? null;
  }

  /** Records one row of the batch by itself, with the same weights: its own loss, its own gradients. */
  async sample(row: number): Promise<{ loss: number } | null> {
    if (!this.#batch) return null;
    const { data, moment } = this.#batch;
    if (this.#sample?.row !== row) this.#sample = { row, book: await this.#open(pickRows(data, [row]), moment) };
    return { loss: this.#sample.book.tape.loss };
  }

  /** The state after the update that the tape proposes. */
  applied(): { state: TrainingState; weights: Weights } | null {
    if (!this.#batch) return null;
    const { updatedWeights, updatedState, weights } = this.#batch.book.tape;
    const run = this.#model.state;
    const merged = new Map([...weights, ...updatedWeights]);
    const state: TrainingState = {
      weights: toKernelLayout(merged),
      optimizer: updatedState,
      epoch: run?.epoch ?? 0,
      step: (run?.step ?? 0) + 1,
      inEpoch: run?.inEpoch ?? nothingYet,
      best: run?.best ?? null,
      stale: run?.stale ?? 0,
    };
    return { state, weights: merged };
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#recorders.values()].map((recorder) => recorder.destroy()));
    this.#recorders.clear();
  }

  #book(view: TapeView): TapeBook | undefined {
    return view === 'sample' ? (this.#sample?.book ?? this.#batch?.book) : this.#batch?.book;
  }

  #rows(source: TapeSource): Dataset | null {
    if (source.kind === 'inputs') {
      const kind = this.#model.data?.parts.train.target?.kind ?? 'classes';
      return { x: source.x, target: { kind, values: source.target, classes: null } };
    }
    const data = this.#model.data?.parts[source.part];
    if (!data) return null;
    const count = Math.min(source.count, rowCount(data) - source.first);
    return pickRows(
      data,
      Array.from({ length: Math.max(0, count) }, (_, index) => source.first + index),
    );
  }

  async #open(data: Dataset, moment: Parameters<TapeRecorder['record']>[1]): Promise<TapeBook> {
    const { network, request } = this.#model;
    const target = data.target as Targets;
    const key = `${rowCount(data)} ${target.kind}`;
    const known = this.#recorders.get(key);
    const run = { backend: 'webasm', threads: false } as const;
    const recorder = known ?? new TapeRecorder(network, request.training, rowCount(data), target, run);
    this.#recorders.set(key, recorder);
    return new TapeBook(network, await recorder.record(data, moment), request.training.optimizer);
  }

  #describe(book: TapeBook): TapeInfo {
    const { tape, steps, findings, network } = book;
    const { preprocessing } = this.#model.data ?? {};
    return {
      steps,
      rows: rowCount(tape.batch),
      loss: tape.loss,
      rowLoss: [...tape.rowLoss.data],
      flow: book.flow(),
      change: changes(tape),
      findings,
      shortcutDifference: tape.shortcut && furthest(tape.shortcut, logitGradient(book, network.prediction.node.id)),
      features: preprocessing?.derive ?? preprocessing?.features ?? [],
      classes: preprocessing?.classes ?? null,
    };
  }
}

function changes({ weights, updatedWeights }: Tape): Record<string, number> {
  const entries = [...updatedWeights].map(([name, { data }]) => {
    const before = weights.get(name)?.data;
    return [name, magnitude(data.map((value, index) => value - (before?.[index] ?? 0)))];
  });
  return Object.fromEntries(entries);
}

/** The gradient that the separate Softmax block sends back to its logits. */
function logitGradient({ tape, network }: TapeBook, softmax: string): Tensor | undefined {
  const source = network.blocks.find(({ node }) => node.id === softmax)?.inputs.x?.[0];
  return source && tape.wireGradients.get(`${source.block}.${source.port} ${softmax}.x`);
}

function furthest(a: Tensor, b: Tensor | undefined): number {
  return a.data.reduce((most, value, index) => Math.max(most, Math.abs(value - (b?.data[index] ?? Number.NaN))), 0);
}
