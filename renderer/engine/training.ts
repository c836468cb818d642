import { ProblemError } from '../../core/problem.ts';
import { sizeOf } from '../../core/tensor.ts';
import type { EpochReport, Run } from '../../core/train/run.ts';
import type { Pace, Speed, TrainListener, TrainOutcome, TrainRequest, TrainStart, TrainUpdate } from './api.ts';
import type { Model } from './model.ts';
import type { Shelf } from './shelf.ts';

/** Between two updates to the page, in milliseconds: five a second and more, however fast the steps go. */
const UPDATE_INTERVAL = 80;
/** Between two copies of a large state, from which a training could go on were the worker to die. */
const SNAPSHOT_INTERVAL = 2000;
const SMALL_STATE = 200_000;
/** Epochs between two frames at the pace `fast`. */
const EPOCHS_A_FRAME = 5;

/** Runs a model's training and tells the page of it; can be paused between any two calls of the plan. */
export class Training {
  readonly #model: Model;
  readonly #request: TrainRequest;
  readonly #listener: TrainListener;
  readonly #shelf: Shelf;
  #reports: EpochReport[] = [];
  #kept: { epoch: number; bytes: number }[] = [];
  #lastUpdate = Number.NEGATIVE_INFINITY;
  #lastSnapshot = Number.NEGATIVE_INFINITY;
  #speed = new Speedometer();
  #paused = false;
  /** Settles when it is at rest. */
  #running: Promise<unknown> = Promise.resolve();
  pace: Pace;

  constructor(model: Model, request: TrainRequest, listener: TrainListener, shelf: Shelf) {
    this.#model = model;
    this.#shelf = shelf;
    this.#request = request;
    this.#listener = listener;
    this.pace = request.pace;
  }

  /** Takes effect between two calls of the plan: within some tens of milliseconds. Resolves when it is at rest. */
  async pause(): Promise<void> {
    this.#paused = true;
    // What it fails of is told to whoever had it run.
    await this.#running.catch(() => undefined);
  }

  /**
   * Compiles where nothing is compiled yet. Asked for more, a training that had come to its end gets its epochs once more,
   * and one that had stopped early its patience; one that failed is tried again from its last finite weights.
   */
  async prepare(): Promise<TrainStart> {
    const run = await this.#runToGoOn();
    const { more, until, epochs } = this.#request;
    if (epochs !== null) run.epochs = epochs;
    if (more && run.ending === 'epochs') {
      run.epochs = run.state.epoch + (until === 'end' ? this.#model.request.training.epochs : 1);
    }
    return { executor: run.settings, trials: run.trials, stepsPerEpoch: run.stepsPerEpoch };
  }

  #runToGoOn(): Run | Promise<Run> {
    const { run, state, request } = this.#model;
    const { patience = Number.POSITIVE_INFINITY } = request.training.earlyStopping ?? {};
    if (this.#request.more && state && state.stale >= patience) {
      return this.#model.startRun(this.#request, { ...state, stale: 0 });
    }
    return run && run.ending !== 'failure' ? run : this.#model.startRun(this.#request);
  }

  /** Trains until the request's end, a pause or a failure. */
  run(): Promise<TrainOutcome> {
    const outcome = this.#train();
    this.#running = outcome;
    return outcome;
  }

  async #train(): Promise<TrainOutcome> {
    let run = this.#model.run as Run;
    const startEpoch = run.state.epoch;
    let left = typeof this.#request.until === 'number' ? this.#request.until : Number.POSITIVE_INFINITY;
    while (!this.#paused && run.ending === null && left > 0) {
      try {
        const { losses, firstStep, seconds, epoch, failure } = await run.advance(left);
        if (failure) {
          await this.#update(run, true);
          return { kind: 'failed', problem: failure };
        }
        const steps = run.state.step - firstStep + 1;
        left -= losses.length;
        this.#speed.add(steps, seconds);
        if (epoch) await this.#endEpoch(run, epoch);
        else await this.#maybeUpdate(run);
        if (epoch && this.#request.until === 'epoch' && run.state.epoch > startEpoch) break;
      } catch (error) {
        run = await this.#fallBack(run, error);
      }
      // Lets messages in, such as the one that asks for a pause.
      await breathe();
    }
    // Before the page is told that it is over, it has to have heard everything.
    await this.#update(run, true);
    if (run.ending === 'epochs' || run.ending === 'early') return { kind: 'done', reason: run.ending };
    return { kind: 'paused' };
  }

  /** Goes on with webasm from the last finished step where a GPU was lost; any other fault is none of its business. */
  async #fallBack(run: Run, error: unknown): Promise<Run> {
    const { backend } = run.settings;
    const lost = error instanceof ProblemError && error.problems.some(({ code }) => code === 'backendMissing');
    if (!lost || backend === 'webasm') throw error;
    const reason = String(error.problems[0]?.details.reason ?? error.message);
    const { learningRate, epochs, state } = run;
    const next = await this.#model.startRun({ ...this.#request, backend: 'webasm' }, state);
    Object.assign(next, { learningRate, epochs });
    this.#speed = new Speedometer();
    this.#listener.fallback({ from: backend, to: 'webasm', reason });
    return next;
  }

  async #endEpoch(run: Run, report: EpochReport): Promise<void> {
    this.#reports.push(report);
    this.#model.remember(run.state.weights);
    if (this.#request.checkpoints) this.#keep(run);
    const frames = this.pace === 'watch' ? 1 : this.pace === 'fast' ? EPOCHS_A_FRAME : Number.POSITIVE_INFINITY;
    if (this.#reports.length >= frames) await this.#update(run);
    else await this.#maybeUpdate(run);
  }

  #keep(run: Run): void {
    const { network, request, data } = this.#model;
    const { state, learningRate, epochs } = run;
    const optimizer = { ...request.training.optimizer, learningRate };
    const training = { ...request.training, optimizer, epochs };
    const preprocessing = data?.preprocessing ?? null;
    const bytes = this.#shelf.put({ run: this.#request.run, network, training, preprocessing, state });
    this.#kept.push({ epoch: state.epoch, bytes });
  }

  async #maybeUpdate(run: Run): Promise<void> {
    if (performance.now() - this.#lastUpdate >= UPDATE_INTERVAL) await this.#update(run);
  }

  /** At a pace to watch by the page's answer is waited for: it comes when the frame is painted. */
  async #update(run: Run, heard = this.pace !== 'full'): Promise<void> {
    this.#lastUpdate = performance.now();
    const told = describe(run, this.#reports, this.#kept, this.#speed.read(run));
    const answer = this.#listener.update(told, this.#snapshot(run));
    this.#reports = [];
    this.#kept = [];
    if (heard) await answer;
  }

  #snapshot(run: Run) {
    const size = run.plan.carried.reduce((sum, { value }) => sum + sizeOf(value.shape), 0);
    const due = performance.now() - this.#lastSnapshot >= SNAPSHOT_INTERVAL;
    if (size > SMALL_STATE && !due) return null;
    this.#lastSnapshot = performance.now();
    return run.state;
  }
}

/** The state of a run in numbers for the page. */
function describe(
  run: Run,
  reports: readonly EpochReport[],
  kept: TrainUpdate['kept'],
  speed: Speed | null,
): TrainUpdate {
  const { epoch, step, inEpoch } = run.state;
  const classifies = run.plan.carried.some(({ value }) => value.name === 'hits');
  const last = reports[reports.length - 1];
  const running = inEpoch.rows > 0;
  return {
    epoch,
    epochs: run.epochs,
    step,
    stepInEpoch: run.stepInEpoch,
    stepsPerEpoch: run.stepsPerEpoch,
    loss: running ? inEpoch.lossSum / inEpoch.rows : (last?.loss ?? null),
    accuracy: classifies ? (running ? inEpoch.hits / inEpoch.rows : (last?.accuracy ?? null)) : null,
    reports,
    kept,
    speed,
  };
}

/** Milliseconds a step over the last second or so, compilation left out. */
class Speedometer {
  #steps = 0;
  #seconds = 0;
  #calls = 0;

  add(steps: number, seconds: number): void {
    this.#calls += 1;
    // The first call compiles.
    if (this.#calls === 1) return;
    if (this.#seconds > 1) {
      this.#steps /= 2;
      this.#seconds /= 2;
    }
    this.#steps += steps;
    this.#seconds += seconds;
  }

  read(run: Run): Speed | null {
    if (!run.executor || this.#steps === 0) return null;
    const millisecondsPerStep = (1000 * this.#seconds) / this.#steps;
    return {
      executor: run.executor,
      blocked: run.blocked,
      millisecondsPerStep,
      samplesPerSecond: (1000 * run.plan.rows) / millisecondsPerStep,
    };
  }
}

/** A turn of the event loop, without the 4 ms that nested timers cost. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
