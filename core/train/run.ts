import { compileTrain, maskScalar, memoryProblems, type Plan } from '../compile/compile.ts';
import { type Dataset, pickRows, rowCount, type Targets, targetColumns } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import { learningRateAt } from '../optimizers/schedule.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { maskKey, Random } from '../random.ts';
import type { Backend, BackendChoice, Executor, RunSettings } from '../runtime/backend.ts';
import type { Trial } from '../runtime/choose.ts';
import { type Arrays, type Executable, prepare, requireAvailable } from '../runtime/device.ts';
import { isFmaSupported } from '../runtime/webasm/relaxedSimd.ts';
import { firstNonFinite } from '../tensor.ts';
import { endingOf, type InUse, inUse } from './ending.ts';
import { Evaluator } from './evaluate.ts';
import { locateNonFinite } from './nonFinite.ts';
import { chooseBackend, isWorthTrials, stepsPerCall, widenIfFaster } from './pace.ts';
import type { TrainingSettings } from './settings.ts';
import { nothingYet, startingState, type TrainingState } from './state.ts';
import { stepScalars } from './tape.ts';
import { toFileLayout, type Weights, weightPlaces } from './weights.ts';

export interface RunOptions {
  readonly network: Network;
  readonly train: Dataset;
  readonly valid: Dataset | null;
  readonly settings: TrainingSettings;
  readonly backend: BackendChoice;
  /** Whether webasm may use worker threads; left to `auto` where it chooses. */
  readonly threads?: boolean;
  /** Whether webasm may use fused multiply-add, where the engine has it; `auto` takes it where it is faster. */
  readonly fma?: boolean;
  /**
   * Whether webasm computes blocks for vectors of 256 bits, which changes no bit: as it is told, or where that is measured to
   * be faster. For engines that join vectors to such ones; `auto` measures in any case.
   */
  readonly wide?: boolean | 'measured';
  /** Where to start from; without it the seed decides. */
  readonly weights?: Weights | undefined;
  /** A state to go on from, in place of `weights`. */
  readonly state?: TrainingState | undefined;
}

/** What one call of `advance` did. */
export interface Progress {
  /** The loss of each step, before its update. */
  readonly losses: Float32Array;
  /** The steps' number, counted from 1: the first of them. */
  readonly firstStep: number;
  readonly seconds: number;
  /** Present where an epoch came to its end. */
  readonly epoch?: EpochReport;
  /** Present where numbers are no longer finite; the state is then the last in which all were. */
  readonly failure?: Problem;
}

export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly step: number;
  /** Means over the epoch's rows as seen while training, before each update. */
  readonly loss: number;
  readonly accuracy: number | null;
  readonly validLoss: number | null;
  readonly validAccuracy: number | null;
  readonly learningRate: number;
  readonly seconds: number;
}

/** Why a run is over, or null while it is not. */
export type Ending = 'epochs' | 'early' | 'failure' | null;

/** A training in progress: a state that `advance` moves forward by a few steps at a time. */
export class Run {
  readonly network: Network;
  readonly plan: Plan;
  readonly settings: RunSettings;
  /** What `auto` measured, in the order it tried; empty where the backend was given. */
  readonly trials: readonly Trial[];
  /** Settings that may be changed while the run goes on. */
  learningRate: number;
  epochs: number;
  readonly #training: TrainingSettings;
  readonly #train: Dataset;
  readonly #valid: Dataset | null;
  readonly #executable: Executable;
  readonly #evaluator: Evaluator;
  #state: TrainingState;
  #failure: Problem | null = null;
  #order: { epoch: number; rows: Uint32Array } | null = null;

  /** Compiles the plan, and where the backend is `auto` chooses it. Throws a ProblemError where that cannot be. */
  static async start(options: RunOptions): Promise<Run> {
    const { network, train, settings } = options;
    const rows = rowCount(train);
    const target = train.target as Targets;
    const batchSize = Math.min(settings.batchSize, rows);
    const compile = (steps: number) =>
      compileTrain(network, {
        ...settings,
        batchSize,
        stepsPerCall: steps,
        target: { kind: target.kind, columns: targetColumns(target) },
        dataRows: rows,
        resident: true,
      });
    const compileFor = (backend: BackendChoice) =>
      compile(stepsPerCall(compile(1), Math.ceil(rows / batchSize), backend));
    const plan = compileFor(options.backend);
    const problems = memoryProblems(network, plan);
    if (problems.length > 0) throw new ProblemError(...problems);
    const resident = { 'data.x': train.x.data, 'data.target': target.values.data };
    const begun = options.state ?? startingState(network, settings, options.weights);
    // An epoch of fewer rows cannot go on where one of more was.
    const state = begun.inEpoch.rows < rows ? begun : { ...begun, inEpoch: nothingYet };
    const fma = (options.fma ?? false) && isFmaSupported();
    const wide = options.wide ?? false;
    const named = options.backend === 'auto' ? null : await namedSettings(options, options.backend, fma);
    if (named && !(named.backend === 'webasm' && wide === 'measured' && isWorthTrials(plan))) {
      return new Run(options, plan, prepare(plan, resident, named), named, [], state);
    }
    const wholeEpoch = { ...state, inEpoch: nothingYet };
    const { learningRate } = settings.optimizer;
    const inputs = callInputs(plan, settings, wholeEpoch, learningRate, identityOrder(rows), plan.repeat);
    const make = (run: RunSettings) => prepare(plan, resident, run);
    const choice = named
      ? await widenIfFaster(named, make, inputs)
      : await chooseBackend(plan, make, inputs, { fma, wide: wide !== false });
    const own = compileFor(choice.settings.backend);
    if (own.repeat === plan.repeat) {
      return new Run(options, plan, choice.executable, choice.settings, choice.trials, state);
    }
    // Fast enough for more steps a call than it was right to try on all of them.
    await choice.executable.destroy();
    return new Run(options, own, prepare(own, resident, choice.settings), choice.settings, choice.trials, state);
  }

  private constructor(
    options: RunOptions,
    plan: Plan,
    executable: Executable,
    settings: RunSettings,
    trials: readonly Trial[],
    state: TrainingState,
  ) {
    this.network = options.network;
    this.plan = plan;
    this.settings = settings;
    this.trials = trials;
    this.learningRate = options.settings.optimizer.learningRate;
    this.epochs = options.settings.epochs;
    this.#training = options.settings;
    this.#train = options.train;
    this.#valid = options.valid && rowCount(options.valid) > 0 ? options.valid : null;
    this.#executable = executable;
    this.#evaluator = new Evaluator(options.network, settings);
    this.#state = state;
  }

  /** Everything a resumed run needs; a value, so that keeping one is keeping a checkpoint. */
  get state(): TrainingState {
    return this.#state;
  }

  get executor(): Executor | null {
    return this.#executable.executor;
  }

  /** How many of the plan's kernels compute a block of cells at a time. */
  get blocked(): number {
    return this.#executable.blocked;
  }

  get stepsPerEpoch(): number {
    return Math.ceil(rowCount(this.#train) / this.plan.rows);
  }

  /** How far the running epoch is, in steps of this run: the rows so far may have been taken in others. */
  get stepInEpoch(): number {
    return this.stepsPerEpoch - this.#stepsLeft;
  }

  get #stepsLeft(): number {
    return Math.ceil((rowCount(this.#train) - this.#state.inEpoch.rows) / this.plan.rows);
  }

  get ending(): Ending {
    return this.#failure ? 'failure' : endingOf(this.#state, { ...this.#training, epochs: this.epochs });
  }

  /** The weights to use: the current ones, or with early stopping, once the run is over, the best. */
  get inUse(): InUse {
    return inUse(this.#state, this.#training, this.ending !== null);
  }

  /** The same as files hold them. */
  get weights(): Weights {
    return toFileLayout(this.network, this.inUse.weights);
  }

  /** Takes up to `limit` steps, at most to the end of the epoch, where the validation part is looked at. */
  async advance(limit = Number.POSITIVE_INFINITY): Promise<Progress> {
    const start = performance.now();
    const before = this.#state;
    const steps = Math.min(limit, this.plan.repeat, this.#stepsLeft);
    const results = await this.#executable.run(this.#inputs(before, steps));
    const losses = (results.losses as Float32Array).slice(0, steps);
    const firstStep = before.step + 1;
    if (firstNonFinite(losses) >= 0 || !this.#weightsAreFinite(results)) {
      const failure = await this.#recover(before, steps);
      return { losses: losses.slice(0, this.#state.step - before.step), firstStep, seconds: since(start), failure };
    }
    this.#state = this.#after(before, results, losses, since(start));
    const ended = this.#stepsLeft === 0;
    return { losses, firstStep, seconds: since(start), ...(ended && { epoch: await this.#endEpoch() }) };
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#executable.destroy(), this.#evaluator.destroy()]);
  }

  #inputs(state: TrainingState, steps: number): Arrays {
    const rate = (step: number) => this.#rateAt(state.epoch, step);
    return callInputs(this.plan, this.#training, state, rate, this.#epochOrder(state.epoch), steps);
  }

  #rateAt(epoch: number, step: number): number {
    const { schedule } = this.#training;
    if (!schedule) return this.learningRate;
    return learningRateAt(schedule, this.learningRate, { epoch, epochs: this.epochs, step });
  }

  /** The rows of the training part in the order of an epoch: each epoch has a stream of its own. */
  #epochOrder(epoch: number): Uint32Array {
    if (this.#order?.epoch !== epoch) {
      const rows = rowCount(this.#train);
      const { seed, shuffle } = this.#training;
      this.#order = {
        epoch,
        rows: shuffle ? new Random(seed, 'shuffle', epoch).permutation(rows) : identityOrder(rows),
      };
    }
    return this.#order.rows;
  }

  #weightsAreFinite(results: Arrays): boolean {
    return weightPlaces(this.network).every(({ name }) => firstNonFinite(results[name] as Float32Array) < 0);
  }

  #after(before: TrainingState, results: Arrays, losses: Float32Array, seconds: number): TrainingState {
    const pick = (like: Arrays) =>
      Object.fromEntries(Object.keys(like).map((name) => [name, results[name] as Float32Array]));
    const { inEpoch } = before;
    const total = rowCount(this.#train);
    let { rows, lossSum, hits } = inEpoch;
    for (let step = 0; step < losses.length; step++) {
      const count = Math.min(this.plan.rows, total - rows);
      rows += count;
      lossSum += (losses[step] as number) * count;
      hits += results.hits?.[step] ?? 0;
    }
    return {
      ...before,
      weights: pick(before.weights),
      optimizer: pick(before.optimizer),
      step: before.step + losses.length,
      inEpoch: { rows, lossSum, hits, seconds: inEpoch.seconds + seconds },
    };
  }

  async #endEpoch(): Promise<EpochReport> {
    const start = performance.now();
    const { inEpoch, epoch, step, weights, best, stale } = this.#state;
    const classifies = this.#train.target?.kind !== 'values';
    const valid = this.#valid && (await this.#evaluator.evaluate(this.#valid, weights));
    const loss = inEpoch.lossSum / inEpoch.rows;
    const watched = valid?.loss ?? loss;
    const { minDelta } = this.#training.earlyStopping ?? { minDelta: 0 };
    // A loss that is no number is no best, not even for want of another.
    const better = Number.isFinite(watched) && (best === null || watched < best.loss - minDelta);
    this.#state = {
      ...this.#state,
      epoch: epoch + 1,
      inEpoch: nothingYet,
      best: better ? { epoch: epoch + 1, loss: watched, weights } : best,
      stale: better ? 0 : stale + 1,
    };
    return {
      epoch: epoch + 1,
      step,
      loss,
      accuracy: classifies ? inEpoch.hits / inEpoch.rows : null,
      validLoss: valid?.loss ?? null,
      validAccuracy: valid?.accuracy ?? null,
      learningRate: this.#rateAt(epoch, step - 1),
      seconds: inEpoch.seconds + since(start),
    };
  }

  /** Goes back to the last step after which all weights were finite, and names the block that broke the next one. */
  async #recover(before: TrainingState, steps: number): Promise<Problem> {
    for (let kept = steps - 1; kept > 0; kept--) {
      const results = await this.#executable.run(this.#inputs(before, kept));
      const losses = (results.losses as Float32Array).slice(0, kept);
      if (firstNonFinite(losses) >= 0 || !this.#weightsAreFinite(results)) continue;
      this.#state = this.#after(before, results, losses, 0);
      break;
    }
    const { epoch, step, inEpoch, optimizer } = this.#state;
    const first = inEpoch.rows;
    const batch = pickRows(this.#train, this.#epochOrder(epoch).subarray(first, first + this.plan.rows));
    const moment = {
      weights: this.weights,
      state: optimizer,
      step: step + 1,
      epoch: epoch + 1,
      learningRate: this.#rateAt(epoch, step),
    };
    this.#failure = await locateNonFinite(this.network, this.#training, batch, moment, this.settings);
    return this.#failure;
  }
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}

/** The settings of a run whose backend was named. Throws the Problem `backendMissing`. */
async function namedSettings(
  { threads = false, wide }: RunOptions,
  backend: Backend,
  fma: boolean,
): Promise<RunSettings> {
  await requireAvailable(backend);
  return { backend, threads, ...(backend === 'webasm' && { ...(fma && { fma }), ...(wide === true && { wide }) }) };
}

function identityOrder(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

/**
 * What a training plan is handed for the next `steps` steps of a state: which rows, and the numbers of each step. Steps
 * beyond those, to the plan's full count, get no rows and change nothing.
 */
function callInputs(
  plan: Plan,
  training: TrainingSettings,
  state: TrainingState,
  rate: number | ((step: number) => number),
  epochRows: Uint32Array,
  steps: number,
): Arrays {
  const { rows: batch, repeat, scalars } = plan;
  const order = new Float32Array(repeat * batch);
  const schedule = new Float32Array(repeat * scalars.length);
  const drops = scalars
    .filter((name) => name.startsWith(maskScalar('')))
    .map((name) => name.slice(maskScalar('').length));
  const first = state.inEpoch.rows;
  const picked = epochRows.subarray(first, first + steps * batch);
  order.set(picked);
  for (let index = 0; index < steps; index++) {
    const step = state.step + index;
    const learningRate = typeof rate === 'number' ? rate : rate(step);
    const others: Record<string, number> = { rows: Math.min(batch, picked.length - index * batch) };
    for (const block of drops) others[maskScalar(block)] = maskKey(training.seed, block, step);
    schedule.set(stepScalars(plan, training.optimizer, step + 1, learningRate, others), index * scalars.length);
  }
  return {
    order,
    schedule,
    tick: new Float32Array(1),
    losses: new Float32Array(repeat),
    hits: new Float32Array(repeat),
    ...state.weights,
    ...state.optimizer,
  };
}
