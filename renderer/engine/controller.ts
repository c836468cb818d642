/**
 * Keeps the worker in step with the document and carries out what people ask of a training. Components call these
 * functions and read the stores; none of them talks to the worker about training itself.
 */
import * as Comlink from 'comlink';
import { graphRevision } from '../../core/graph/revision.ts';
import { type Problem, problem, type Result } from '../../core/problem.ts';
import { checkpointFile } from '../../core/project/checkpoints.ts';
import type { TrainingState } from '../../core/train/state.ts';
import type { Weights } from '../../core/train/weights.ts';
import { cameFrom, useCheckpoints } from '../store/checkpoints.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { notifyProblems } from '../store/notice.ts';
import { validated } from '../store/problems.ts';
import { dataRevision } from '../store/revision.ts';
import { isBusy, isStale, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { adoptWeights } from '../store/workspace.ts';
import type { Pace, TrainListener, TrainOutcome, TrainRequest } from './api.ts';
import { concernsEngine, isOtherWay, type Start, sameButRate, sameModel, sameStart } from './changes.ts';
import { WorkerDied } from './client.ts';
import { forgetData, giveUpData, syncData } from './dataSync.ts';
import { chosenPlace, type Place, placeLike } from './place.ts';
import { bringBack, hasTrained, type Synced, setAside } from './setAside.ts';
import { ask, client, inTurn, unlessItDies } from './turns.ts';

/** What the worker's model was made of; null while it has none. */
let synced: Synced | null = null;
/** The last state of its training that the worker told of, from which another worker can go on. */
let snapshot: TrainingState | null = null;
/** What was last asked of a training, an object of its own each time: whoever finds another here has no say any more. */
let attempt: Attempt | null = null;
/** What the document began with when it last took over what was trained, and what it took over. */
let adopted: { readonly before: Start; readonly after: Start } | null = null;
/** How many workers have died in a row, with nothing done between them that nobody had seen before. */
let deaths = 0;
/** After so many it is not chance: what they died of is not tried again before something changes, or somebody asks. */
const MOST_DEATHS = 2;
/** Whether the training is to rest: one that is still on its way into a worker cannot be told yet. */
let restWanted = false;

client.whenItDies((reason) => {
  const [model, state] = [synced, snapshot];
  synced = null;
  snapshot = null;
  supersede();
  forgetData();
  useCheckpoints.getState().forgetHeld();
  if (model && hasTrained(model)) setAside(model, state, null);
  deaths += 1;
  const busy = isBusy(useRun.getState());
  if (deaths > MOST_DEATHS) {
    const why = problem('engineDied', { reason });
    if (busy) fail(why);
    else giveUpData(why);
  } else if (busy) void goOnAfterDeath(reason);
  else keepUp();
});

/** What is under way has no say any more, and can be asked for again. */
function supersede(): void {
  attempt = attempt && { ...attempt };
}

/** Brings the worker up to date where nobody waits for it. One that dies of it is replaced, and brought up to date again. */
function keepUp(): void {
  void unlessItDies(sync());
}

/** Begins to follow the document. */
export function startController(): void {
  useDocument.subscribe((now, before) => {
    // The data of the project before would pass for this one's until its own have been read.
    if (now.action !== before.action && now.action.key === 'open' && now.data !== before.data)
      useData.setState({ revision: '', summary: null, problems: [] });
    if (!concernsEngine(now, before)) return;
    deaths = 0;
    clearTimeout(typing);
    // A number may be under way, of which the first digits are another one: few epochs would end the training.
    if (isBusy(useRun.getState()) && isOtherWay(now, before)) typing = setTimeout(keepUp, TYPING_PAUSE);
    else keepUp();
  });
  keepUp();
}

/** Milliseconds without another change after which a running training takes over its settings. */
const TYPING_PAUSE = 600;

let typing: ReturnType<typeof setTimeout> | undefined;

/** Brings the worker up to date with the document. */
export function sync(): Promise<void> {
  return inTurn(async () => {
    await syncData(letGo);
    await syncModel();
  });
}

async function syncModel(): Promise<void> {
  const { graph, data, training, weights, state } = useDocument.getState();
  const wanted: Synced = { graph: graphRevision(graph), data: dataRevision(data), training, weights, state };
  if (sameModel(synced, wanted)) {
    if (synced?.training !== training) await syncTraining(wanted);
    return;
  }
  const facts = useData.getState().summary?.facts;
  await letGo();
  if (!validated(graph, facts).ok) {
    useData.setState({ misfits: [] });
    return;
  }
  const back = bringBack(wanted);
  const start = { ...(state && { state }), ...(back?.state && { resume: back.state }) };
  const { phase: before } = useRun.getState();
  const reply = await client.call((engine) => engine.open({ graph, training, weights, ...start }));
  synced = reply.ok ? wanted : null;
  useData.setState({ misfits: reply.ok ? [] : reply.problems });
  // What was trained before belongs to another network: its figures stay, marked as stale.
  const phase = back ? (back.phase ?? before) : ({ kind: 'idle' } as const);
  // Stopped or reset meanwhile, it stays so.
  useRun.setState((now) => ({ version: now.version + 1, ...(now.phase === before && { phase }) }));
  snapshot = bringBack(wanted)?.state ?? null;
}

/** Reads the data's files again, at once. */
export function rereadData(): Promise<void> {
  deaths = 0;
  forgetData();
  return sync();
}

/** The worker's model no longer is what the document says: its training comes to rest, and is kept for an undo. */
async function letGo(): Promise<void> {
  const model = synced;
  synced = null;
  supersede();
  if (!model) return;
  // Should the worker die of what comes now.
  if (snapshot && hasTrained(model)) setAside(model, snapshot, { kind: 'paused' });
  await client.call((engine) => engine.pause());
  useRun.getState().send({ kind: 'pause' });
  const state = hasTrained(model) ? await client.call((engine) => engine.state()) : null;
  if (state) setAside(model, state, useRun.getState().phase);
}

/** New settings for a training that goes on: its weights and, for the same optimizer, its momentum are kept. */
async function syncTraining(wanted: Synced): Promise<void> {
  const { training } = wanted;
  const before = synced?.training;
  const rateOnly = before !== undefined && sameButRate(before, training);
  synced = wanted;
  const { origin } = useRun.getState();
  // The runs tell how it was trained in the end.
  if (origin && hasTrained(wanted))
    useRun.setState({ origin: { ...origin, project: { ...origin.project, training } } });
  if (rateOnly) {
    await client.call((engine) => engine.setLearningRate(training));
    return;
  }
  supersede();
  await client.call((engine) => engine.changeTraining(training));
  // Another seed is another start: the views are of other weights now.
  useRun.setState(({ version }) => ({ version: version + 1 }));
  if (attempt && isBusy(useRun.getState())) void pull(goingOn(attempt, before?.epochs === training.epochs));
}

/** The same once more, for a training that is under way: to the epoch that it was to end at, where that still holds. */
function goingOn(former: Attempt, asFar: boolean): Attempt {
  const { update } = useRun.getState();
  return { ...former, more: false, epochs: asFar ? (update?.epochs ?? null) : null };
}

/** Takes in what a training tells, unless its figures have given way to those of another one: its last word comes late. */
function listenerOf(run: string): TrainListener {
  const current = () => useRun.getState().origin?.id === run;
  return {
    update(update, state) {
      if (!current()) {
        const names = update.kept.map(({ epoch }) => checkpointFile({ run, epoch }));
        void client.call((engine) => engine.dropCheckpoints(names)).catch(() => undefined);
      } else {
        if (state) snapshot = state;
        if (update.reports.length > 0) deaths = 0;
        useRun.getState().take(update);
        useCheckpoints.getState().add(run, update.kept);
      }
      return painted();
    },
    fallback: (fallback) => current() && useRun.setState({ fallback }),
  };
}

/** Resolves with the next frame. A page that is hidden paints none, and one that becomes hidden may not. */
function painted(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_FRAME);
    requestAnimationFrame(() => resolve());
  });
}

/** Milliseconds after which no frame is to be expected. */
const LONGEST_FRAME = 500;

/** Starts, or goes on with, a training. Where something stands in the way the Problems panel comes forward. */
export async function train(until: TrainRequest['until']): Promise<void> {
  if (starting || isBusy(useRun.getState())) return;
  starting = true;
  deaths = 0;
  const begins = start(until).finally(() => {
    starting = false;
  });
  await unlessItDies(begins.then((wanted) => (wanted ? pull(wanted) : undefined)));
}

/** Whether a training is about to begin: pressed twice, the button means it once. */
let starting = false;

/** Brings all that a training needs up to date, and notes what it begins with; null where there is nothing to train. */
async function start(until: TrainRequest['until']): Promise<Attempt | null> {
  restWanted = false;
  const run = useRun.getState();
  if (run.phase.kind === 'done' && run.phase.reason === 'stopped') await reset();
  await sync();
  const { graph, data, training, weights, state } = useDocument.getState();
  const result = validated(graph, useData.getState().summary?.facts);
  const ready = synced !== null && result.ok && result.value.loss !== null && useData.getState().summary !== null;
  if (!ready) {
    useView.getState().set({ dockTab: 'problems', dockOpen: true });
    return null;
  }
  // A reset has made way for another one.
  const { update, origin } = useRun.getState();
  const continues = update !== null && origin !== null && !isStale(origin, useDocument.getState());
  const began = cameFrom(state);
  if (!continues) {
    const revisions = { graph: graphRevision(graph), data: dataRevision(data) };
    const about = { weights, state, project: { graph, data, training }, resumed: began?.checkpoint };
    run.send({ kind: 'reset' });
    useRun.setState({
      origin: { ...revisions, ...about, id: crypto.randomUUID(), startedAt: Date.now() },
      reports: began?.reports ?? [],
    });
  }
  run.send({ kind: 'compile' });
  return { ...(began ? await placeLike(began.backend) : chosenPlace()), until, more: true, epochs: null };
}

/** Where to, and how far. */
type Attempt = Place & Pick<TrainRequest, 'until' | 'more' | 'epochs'>;

/** Has the worker train and follows it to wherever it comes to rest. */
async function pull(wanted: Attempt): Promise<void> {
  const mine = { ...wanted };
  attempt = mine;
  const current = () => attempt === mine && isBusy(useRun.getState());
  try {
    // What comes meanwhile, be it another model, waits until the worker trains: then it can be told to let go.
    const begun = await inTurn(async () => (current() ? begin(mine, current) : null));
    const outcome = await begun?.outcome;
    // One that was replaced rests for the sake of the other.
    const replaced = attempt !== mine && outcome?.ok && outcome.value.kind === 'paused';
    if (outcome && !replaced && isBusy(useRun.getState()))
      settle(outcome.ok ? outcome.value : null, outcome.problems[0]);
  } catch (error) {
    if (error instanceof WorkerDied) return;
    if (attempt === mine) useRun.getState().send({ kind: 'pause' });
    throw error;
  }
}

/** A training that the worker carries out. */
interface Begun {
  readonly outcome: Promise<Result<TrainOutcome>>;
}

/** Compiles a training and sets it going; null where there is nothing to train, or it is over before it began. */
async function begin(wanted: Attempt, current: () => boolean): Promise<Begun | null> {
  const { origin, pace, send } = useRun.getState();
  if (!origin || !synced) {
    send({ kind: 'pause' });
    return null;
  }
  const request = { ...wanted, pace, run: origin.id, checkpoints: useView.getState().checkpoints };
  const listener = Comlink.proxy(listenerOf(request.run));
  const start = await client.call((engine) => engine.prepareTraining(request, listener));
  if (!current()) return null;
  if (!start.ok) {
    fail(start.problems[0] as Problem);
    return null;
  }
  useRun.setState({ start: start.value });
  send({ kind: 'begin' });
  if (restWanted) await client.call((engine) => engine.pause());
  return { outcome: client.call((engine) => engine.train()) };
}

function settle(
  outcome: TrainOutcome | null,
  problem = outcome?.kind === 'failed' ? outcome.problem : undefined,
): void {
  const { send } = useRun.getState();
  if (problem) fail(problem);
  else if (outcome?.kind === 'done') send({ kind: 'finish', reason: outcome.reason });
  else send({ kind: 'pause' });
  useRun.setState(({ version }) => ({ version: version + 1 }));
}

/** A training that fails says so wherever one looks; the list of problems keeps it. */
function fail(problem: Problem): void {
  useRun.getState().send({ kind: 'fail', problem });
  notifyProblems([problem]);
}

/** Another worker takes over from the last state that the dead one told of; where it told of none, from the beginning. */
async function goOnAfterDeath(reason: string): Promise<void> {
  const lost = useRun.getState().speed?.executor.backend ?? 'the engine';
  useRun.setState({ fallback: { from: lost, to: 'webasm', reason } });
  await unlessItDies(
    sync().then(async () => {
      // It may have been stopped or reset meanwhile, or belong to another network.
      if (attempt && isBusy(useRun.getState())) await pull({ ...goingOn(attempt, true), backend: 'webasm' });
    }),
  );
}

/** Has the training rest between two of its steps, or before its first. */
export async function pause(): Promise<void> {
  restWanted = true;
  // Whatever takes over from a worker that died finds it wanted.
  await unlessItDies(client.call((engine) => engine.pause()));
}

/** Ends a training where it stands. Its weights and figures stay; the next training starts from the beginning. */
export async function stop(): Promise<void> {
  await pause();
  useRun.getState().send({ kind: 'finish', reason: 'stopped' });
}

/** Back to the weights from before the first step, and a clean sheet. */
export async function reset(): Promise<void> {
  // At once, so that a training that is started right away is a new one; the worker follows in turn.
  const { send } = useRun.getState();
  send({ kind: 'finish', reason: 'stopped' });
  send({ kind: 'reset' });
  snapshot = null;
  if (adopted && sameStart(adopted.after, useDocument.getState())) adoptWeights(adopted.before);
  adopted = null;
  await unlessItDies(inTurn(() => client.call((engine) => engine.reset())));
  useRun.setState(({ version }) => ({ version: version + 1 }));
}

export function setPace(pace: Pace): void {
  useRun.setState({ pace });
  void client.call((engine) => engine.setPace(pace));
}

/**
 * Makes what the worker has trained part of the document, without a step in its history: what comes next is a change of
 * exactly this, and undoing it leads back here.
 */
export async function adoptTraining(): Promise<void> {
  const trained = await ask((engine) => engine.trained());
  // Where nothing was trained the document says it all.
  if (!trained || !synced || !hasTrained(synced)) return;
  const { weights, state } = trained;
  const now = useDocument.getState();
  const again = adopted && sameStart(adopted.after, now) ? adopted : null;
  const before = again?.before ?? { weights: now.weights, state: now.state };
  adopted = { before, after: { weights, state } };
  synced = { ...synced, weights, state };
  adoptWeights({ weights, state });
  // The figures are those of exactly these weights.
  useRun.setState(({ origin }) => ({ origin: origin && { ...origin, weights, state } }));
}

/** The weights as they are now: trained, set by hand, or drawn from the seed. */
export function currentWeights(): Promise<Weights | null> {
  return ask((engine) => engine.weights());
}
