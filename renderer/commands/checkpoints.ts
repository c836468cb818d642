/** Checkpoints: kept as trainings go, thinned out, made files beside the project, and gone on from. */

import { graphRevision } from '../../core/graph/revision.ts';
import { type Network, validate } from '../../core/graph/validate.ts';
import { problem, type Result } from '../../core/problem.ts';
import {
  type Checkpoint,
  checkpointFile,
  checkpointName,
  readCheckpointFile,
  surplus,
} from '../../core/project/checkpoints.ts';
import { type ModelFile, readModel, trainingState } from '../../core/project/model.ts';
import type { Project } from '../../core/project/project.ts';
import { bestEpoch } from '../../core/project/runLog.ts';
import type { EpochReport } from '../../core/train/run.ts';
import { train } from '../engine/controller.ts';
import { ask } from '../engine/turns.ts';
import { host } from '../host/index.ts';
import { type KeptCheckpoint, noteBeginning, useCheckpoints } from '../store/checkpoints.ts';
import { projectOf, useDocument } from '../store/document.ts';
import { notify, notifyProblems } from '../store/notice.ts';
import { dataRevision } from '../store/revision.ts';
import { isBusy, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { useWorkspace } from '../store/workspace.ts';
import { takeWeights } from './files.ts';

/** However small they are, a folder of more files is of no use to anybody. */
const MOST_PER_RUN = 200;
/** Between two checkpoints that are written while a training runs, in milliseconds: it shall not wait for the disk. */
const PAUSE = 1000;

/** Begins to take care of what trainings leave. */
export function startCheckpoints(): void {
  useCheckpoints.subscribe((now, before) => {
    if (now.list === before.list) return;
    // Only what has just been kept makes others give way: opening a project deletes nothing.
    if (now.list.length > before.list.length && now.list.at(-1)?.place === null) thinOut();
    void keepCheckpoints();
  });
  useRun.subscribe((now, before) => {
    if (now.phase !== before.phase && !isBusy(now)) void keepCheckpoints();
  });
}

/** What was reported of a run, be it over or under way. */
export function reportsOf(run: string): readonly EpochReport[] {
  const { origin, reports } = useRun.getState();
  if (origin?.id === run) return reports;
  return useWorkspace.getState().runs.find(({ id }) => id === run)?.reports ?? [];
}

/** Makes room among the checkpoints of runs that are known; what else lies there was put there by somebody. */
function thinOut(): void {
  const { list } = useCheckpoints.getState();
  const known = new Set([...useWorkspace.getState().runs.map(({ id }) => id), useRun.getState().origin?.id]);
  const mine = list.filter(({ run }) => known.has(run));
  const others = list.filter(({ run }) => !known.has(run)).reduce((sum, { bytes }) => sum + bytes, 0);
  const room = { bytes: useView.getState().checkpointRoom * 1e6 - others, perRun: MOST_PER_RUN };
  const best = new Map<string, number | null>();
  const bestOf = (run: string) => {
    if (!best.has(run)) best.set(run, bestEpoch(reportsOf(run)));
    return best.get(run) ?? null;
  };
  const gone = surplus(inOrder(mine), room, bestOf).filter((one) => one !== underway && one !== newestFile(list));
  if (gone.length > 0) letGo(gone);
}

/** What a crash would leave of the training that runs: it stays until a newer one is whole. */
function newestFile(list: readonly KeptCheckpoint[]): KeptCheckpoint | undefined {
  const current = useRun.getState().origin?.id;
  return list
    .filter(({ run, place }) => run === current && place !== null)
    .reduce<KeptCheckpoint | undefined>(
      (newest, one) => (newest && newest.epoch > one.epoch ? newest : one),
      undefined,
    );
}

/** By run, the oldest first, and by epoch. */
export function inOrder(list: readonly KeptCheckpoint[]): KeptCheckpoint[] {
  const { runs } = useWorkspace.getState();
  const current = useRun.getState().origin?.id;
  const places = new Map(runs.map(({ id }, index) => [id, index]));
  // Of a run that nobody knows it can only be said that it is not the current one.
  const age = ({ run }: Checkpoint) => (run === current ? runs.length : (places.get(run) ?? -1));
  return [...list].sort((a, b) => age(a) - age(b) || (a.run < b.run ? -1 : a.run > b.run ? 1 : a.epoch - b.epoch));
}

/** Takes checkpoints off the list, out of the engine and off the disk. */
function letGo(gone: readonly KeptCheckpoint[]): void {
  const all = new Set(gone);
  useCheckpoints.setState(({ list }) => ({ list: list.filter((one) => !all.has(one)) }));
  void ask((engine) => engine.dropCheckpoints(gone.filter(({ place }) => place === null).map(checkpointFile)));
  for (const one of gone) if (one.place !== null) void removeFile(one.place, one);
}

async function removeFile(place: string, one: Checkpoint): Promise<void> {
  const reply = await host.runs.remove(place, checkpointFile(one));
  if (!reply.ok) notifyProblems(reply.problems);
}

export function deleteCheckpoints(gone: readonly KeptCheckpoint[]): void {
  letGo(gone);
}

let writing = false;
/** The one that is being made a file. */
let underway: KeptCheckpoint | null = null;
let lastWritten = Number.NEGATIVE_INFINITY;

/**
 * Makes files of the checkpoints that are none yet, one after the other; of a project that was never saved there is no
 * place for them. While a training runs only the last one is written, now and then: that is what a crash leaves.
 */
export async function keepCheckpoints(): Promise<void> {
  if (writing) return;
  writing = true;
  try {
    for (;;) {
      const { token } = useWorkspace.getState();
      const open = useCheckpoints.getState().list.filter(({ place }) => place !== token);
      const last = open[open.length - 1];
      if (token === null || !last) return;
      const busy = isBusy(useRun.getState());
      if (busy && performance.now() - lastWritten < PAUSE) return;
      underway = busy ? last : (open[0] as KeptCheckpoint);
      if (!(await keepAt(token, underway))) return;
      lastWritten = performance.now();
    }
  } finally {
    underway = null;
    writing = false;
  }
}

/** @returns whether the next one may be tried: where the disk is full it would fail as well */
async function keepAt(token: string, one: KeptCheckpoint): Promise<boolean> {
  const name = checkpointFile(one);
  const bytes = await bytesOf(one);
  const isOpen = () => useCheckpoints.getState().list.includes(one);
  if (!isOpen()) return true;
  if (!bytes.ok) {
    // Deleted by somebody else, or lost with the engine: there is nothing to keep.
    useCheckpoints.setState(({ list }) => ({ list: list.filter((other) => other !== one) }));
    return true;
  }
  const reply = await host.runs.write(token, name, bytes.value);
  if (!reply.ok) {
    notifyProblems(reply.problems);
    return false;
  }
  // Let go while it was written: it is not wanted any more.
  if (!isOpen()) {
    await removeFile(token, one);
    return true;
  }
  useCheckpoints.setState(({ list }) => ({
    list: list.map((other) => (other === one ? { ...one, place: token, bytes: bytes.value.length } : other)),
  }));
  if (one.place === null) await ask((engine) => engine.dropCheckpoints([name]));
  return true;
}

async function bytesOf(one: KeptCheckpoint): Promise<Result<Uint8Array>> {
  const name = checkpointFile(one);
  if (one.place !== null) return host.runs.read(one.place, name);
  const project = projectOfRun(one.run);
  const bytes = project && (await ask((engine) => engine.writeCheckpoint(name, project)));
  if (bytes) return { ok: true, value: bytes, problems: [] };
  return { ok: false, problems: [problem('fileMissing', { file: name, base: 'the project file' })] };
}

/** The project as a run had it; how it was trained is known to the engine. */
function projectOfRun(run: string): Project | null {
  const { origin } = useRun.getState();
  const settings = origin?.id === run ? origin.project : useWorkspace.getState().runs.find(({ id }) => id === run);
  if (!settings) return null;
  const { graph, data, training } = settings;
  return { ...projectOf(useDocument.getState()), graph, data, training };
}

/** Takes in what lies beside a project that has just been opened. */
export function openCheckpoints(token: string | null): void {
  const held = useCheckpoints.getState().list.filter(({ place }) => place === null);
  useCheckpoints.setState({ list: [] });
  void ask((engine) => engine.dropCheckpoints(held.map(checkpointFile)));
  if (token !== null) void readFolder(token);
}

async function readFolder(token: string): Promise<void> {
  const found = await host.runs.list(token);
  if (!found.ok || useWorkspace.getState().token !== token) return;
  const files = found.value.flatMap(({ name, bytes, modifiedAt }): KeptCheckpoint[] => {
    const checkpoint = readCheckpointFile(name);
    return checkpoint ? [{ ...checkpoint, bytes, keptAt: modifiedAt, place: token }] : [];
  });
  useCheckpoints.setState(({ list }) => ({ list: [...files, ...list] }));
}

async function open(one: KeptCheckpoint): Promise<Result<ModelFile>> {
  const bytes = await bytesOf(one);
  return bytes.ok ? readModel(bytes.value, checkpointName(one.epoch)) : bytes;
}

/**
 * Goes on from a checkpoint as if the training had not stopped: with its network, its data and its settings, which take
 * the place of the project's as one step that can be undone.
 */
export async function resumeFrom(one: KeptCheckpoint): Promise<void> {
  const file = checkpointName(one.epoch);
  const model = await open(one);
  if (!model.ok) return notifyProblems(model.problems);
  const { project } = model.value;
  if (!project) return notifyProblems([problem('notCheckpoint', { file })]);
  const network: Result<Network> = validate(project.graph);
  if (!network.ok) return notifyProblems(network.problems);
  const state = trainingState(model.value, network.value, project, file);
  if (!state.ok) return notifyProblems(state.problems);
  const reports = reportsOf(one.run).filter(({ epoch }) => epoch <= one.epoch);
  const backend = useWorkspace.getState().runs.find(({ id }) => id === one.run)?.backend ?? '';
  noteBeginning(state.value, { checkpoint: { run: one.run, epoch: one.epoch }, reports, backend });
  const now = useDocument.getState();
  now.edit(
    { key: 'resume', detail: file },
    {
      ...(graphRevision(project.graph) !== graphRevision(now.graph) && { graph: project.graph }),
      ...(dataRevision(project.data) !== dataRevision(now.data) && { data: project.data }),
      ...{ training: project.training, weights: null, state: state.value },
    },
  );
  if (one.epoch < project.training.epochs) await train('end');
  else notify('runs.checkpoints.atEnd');
}

/** Puts a checkpoint's weights into the present network, without its optimizer and its epoch. */
export async function loadCheckpoint(one: KeptCheckpoint): Promise<void> {
  const model = await open(one);
  if (!model.ok) return notifyProblems(model.problems);
  if (takeWeights(model.value.weights)) notify('runs.checkpoints.loaded', { name: checkpointName(one.epoch) });
}
