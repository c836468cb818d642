import { compileInfer, memoryProblems } from '../../core/compile/compile.ts';
import { type Dataset, factsOf } from '../../core/data/dataset.ts';
import type { PreparedData } from '../../core/data/prepare.ts';
import { targetProblems } from '../../core/data/prepare.ts';
import { type Network, validate } from '../../core/graph/validate.ts';
import { isError, ProblemError, unwrap } from '../../core/problem.ts';
import type { RunSettings } from '../../core/runtime/backend.ts';
import type { Arrays } from '../../core/runtime/device.ts';
import { endingOf, type InUse, inUse } from '../../core/train/ending.ts';
import { Run } from '../../core/train/run.ts';
import type { TrainingState } from '../../core/train/state.ts';
import { initialState, type OptimizerState } from '../../core/train/tape.ts';
import { initialWeights, toFileLayout, toKernelLayout, type Weights } from '../../core/train/weights.ts';
import type { ModelRequest, TrainRequest } from './api.ts';

/** Networks beyond this many weights leave no trail, and a trail has no more places than this. */
const TRAIL_SIZE = 200_000;
const TRAIL_LENGTH = 80;

/**
 * The network the page is looking at, with the weights it has now: those of its training where there is one, else those
 * it starts from. Every view is computed of it.
 */
export class Model {
  readonly network: Network;
  request: ModelRequest;
  readonly data: PreparedData | null;
  readonly #start: Weights;
  #run: Run | null = null;
  /** Where a training stood that another model began: it goes on from here, until it is reset. */
  #resume: TrainingState | null;
  /** Weights after some of the epochs, oldest first: the path of the descent. */
  #trail: Arrays[] = [];

  /** Throws a ProblemError where the graph, or graph and data together, are not sound. */
  constructor(request: ModelRequest, data: PreparedData | null) {
    this.request = request;
    this.data = data;
    this.network = unwrap(validate(request.graph, data ? factsOf(data.parts.train) : undefined));
    // Before the first weight is drawn: a page that runs out of memory is gone.
    const tooLarge = memoryProblems(this.network, compileInfer(this.network, { rows: 1, outputs: 'prediction' }));
    const outputs = this.network.prediction.features as number;
    const parts = Object.values(data?.parts ?? {});
    const faults = [...tooLarge, ...parts.flatMap((part: Dataset) => targetProblems(part, outputs))];
    if (faults.some(isError)) throw new ProblemError(...faults);
    this.#resume = request.resume ?? null;
    this.#start = startWeights(this.network, request);
  }

  get trail(): readonly Arrays[] {
    return this.#trail;
  }

  /** Notes where the descent has come to; a long one keeps every other place. */
  remember(weights: Arrays): void {
    const size = Object.values(weights).reduce((sum, { length }) => sum + length, 0);
    if (size > TRAIL_SIZE) return;
    this.#trail.push(weights);
    if (this.#trail.length > TRAIL_LENGTH) this.#trail = this.#trail.filter((_, index) => index % 2 === 0);
  }

  get run(): Run | null {
    return this.#run;
  }

  /** Where views run: where the training runs, so that what they show is what it computes. */
  get settings(): RunSettings {
    return this.#run?.settings ?? { backend: 'webasm', threads: false };
  }

  /** Where the training is that goes on from here; null where it would begin. */
  get state(): TrainingState | null {
    return this.#run?.state ?? this.#resume ?? this.request.state ?? null;
  }

  /** The weights that its training has come to; null where it has none that the model did not start with. */
  get #trained(): InUse | null {
    if (this.#run) return this.#run.inUse;
    const { training } = this.request;
    return this.#resume && inUse(this.#resume, training, endingOf(this.#resume, training) !== null);
  }

  /** The current weights as files hold them. */
  get weights(): Weights {
    return this.#trained ? toFileLayout(this.network, this.#trained.weights) : this.#start;
  }

  /** How many epochs they have been trained. */
  get epoch(): number {
    return (this.#trained ?? this.state)?.epoch ?? 0;
  }

  /** The current weights as kernels want them. */
  get arrays(): Arrays {
    return this.#trained?.weights ?? toKernelLayout(this.#start);
  }

  /** The optimizer's buffers and the number of the next step, counted from 1. */
  get optimizer(): { state: OptimizerState; step: number; learningRate: number } {
    const { state } = this;
    const { training } = this.request;
    return {
      state: state?.optimizer ?? initialState(this.network, training),
      step: (state?.step ?? 0) + 1,
      learningRate: this.#run?.learningRate ?? training.optimizer.learningRate,
    };
  }

  /** The training, begun where there is none yet. */
  async startRun(place: Pick<TrainRequest, 'backend' | 'fma' | 'wide'>, state?: Run['state']): Promise<Run> {
    const { backend, fma, wide } = place;
    const { data, network, request } = this;
    if (!data) throw new Error('a network without data cannot be trained');
    const stored = state ?? this.state;
    // Buffers of another optimizer are of no use; the weights and counters are.
    const fresh = initialState(network, request.training);
    const fits = stored && Object.keys(fresh).join() === Object.keys(stored.optimizer).join();
    const from = stored && { ...stored, optimizer: fits ? stored.optimizer : fresh };
    const run = await Run.start({
      network,
      train: data.parts.train,
      valid: data.parts.valid,
      settings: request.training,
      ...{ backend, fma, wide: wide && ('measured' as const) },
      ...(from ? { state: from } : { weights: this.#start }),
    });
    await this.#run?.destroy();
    this.#run = run;
    if (this.#trail.length === 0) this.remember(run.state.weights);
    return run;
  }

  /** A rate that differs from the settings' only in itself takes effect at the next step. */
  setLearningRate(training: ModelRequest['training']): void {
    this.request = { ...this.request, training };
    if (this.#run) this.#run.learningRate = training.optimizer.learningRate;
  }

  async resetRun(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    this.#resume = null;
    this.#trail = [];
    await run?.destroy();
  }
}

/** What the request says of a weight where that fits, else what its training's state or the seed says. */
function startWeights(network: Network, { training, weights, state }: ModelRequest): Weights {
  const given = weights ?? (state && toFileLayout(network, state.weights));
  return new Map(
    [...initialWeights(network, training.seed)].map(([name, drawn]) => {
      const one = given?.get(name);
      return [name, one && one.shape.join() === drawn.shape.join() ? one : drawn];
    }),
  );
}
