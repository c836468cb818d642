/** Moves through the tape. Looking changes nothing; only `applyUpdate` does, and that can be undone. */

import { graphRevision } from '../../core/graph/revision.ts';
import { phaseEnd, type TapeStep } from '../../core/tape/steps.ts';
import { adoptTraining, sync } from '../engine/controller.ts';
import type { TapeSource, TapeView } from '../engine/tapes.ts';
import { ask } from '../engine/turns.ts';
import { misfit } from '../panels/hand/handRows.ts';
import { presentForm } from '../panels/hand/useRowForm.ts';
import { useData } from '../store/data.ts';
import { useDataView } from '../store/dataView.ts';
import { useDocument } from '../store/document.ts';
import { validated } from '../store/problems.ts';
import { dataRevision } from '../store/revision.ts';
import { useRun } from '../store/run.ts';
import { type CellPlace, type Level, type TapeOrigin, useTape } from '../store/tape.ts';
import { useView } from '../store/view.ts';

function presentOrigin({ kind }: TapeSource): TapeOrigin {
  const { graph, data, training, inputs } = useDocument.getState();
  return {
    graph: graphRevision(graph),
    data: dataRevision(data),
    version: useRun.getState().version,
    rate: training.optimizer.learningRate,
    inputs: kind === 'inputs' ? inputs : null,
  };
}

/** Whether the tape belongs to a network, rows or weights that are no longer the present ones. */
export function isStale(origin: TapeOrigin | null): boolean {
  if (origin === null) return false;
  const now = presentOrigin(useTape.getState().source);
  return (['graph', 'data', 'version', 'rate', 'inputs'] as const).some((key) => origin[key] !== now[key]);
}

/** The same source as it is now: rows typed by hand may have changed. Where it has none any more, the training part. */
function presentSource(source: TapeSource): TapeSource {
  const { inputs, training } = useDocument.getState();
  const { summary } = useData.getState();
  if (source.kind === 'part' && summary?.rows[source.part] !== 0) return source;
  if (source.kind === 'inputs' && inputs?.target) return { kind: 'inputs', x: inputs.x, target: inputs.target };
  return { kind: 'part', part: 'train', first: 0, count: training.batchSize };
}

/** Whether a tape could be recorded now: the network is sound, has a loss, and meets its data. */
export function canRecord(): boolean {
  const { graph } = useDocument.getState();
  const { summary } = useData.getState();
  if (graph.blocks.length === 0 || !summary) return false;
  const result = validated(graph, summary.facts);
  return result.ok && result.value.loss !== null;
}

/** Records a tape with the weights as they are now, and stands at its beginning. */
export async function record(wanted: TapeSource = useTape.getState().source): Promise<boolean> {
  const source = presentSource(wanted);
  if (source.kind === 'inputs' && misfit(source, presentForm())) {
    // What is wrong with them, and the way to mend it, stand where they are typed.
    useDataView.setState({ tab: 'hand' });
    useView.getState().set({ dockTab: 'data', dockOpen: true });
    return false;
  }
  showStepPanel();
  useTape.setState({ recording: true, playing: false, source });
  const { origin, info } = await taken(source).finally(() => useTape.setState({ recording: false }));
  if (!info) {
    if (!canRecord()) useView.getState().set({ dockTab: 'problems', dockOpen: true });
    return false;
  }
  useTape.setState({ info, origin, view: 'batch', row: Math.min(useTape.getState().row, info.rows - 1), cell: null });
  await moveTo(0);
  return true;
}

async function taken(source: TapeSource) {
  await sync();
  const origin = presentOrigin(source);
  return { origin, info: await ask((engine) => engine.recordTape(source)) };
}

export function showStepPanel(): void {
  if (useView.getState().dockTab !== 'step' || !useView.getState().dockOpen) {
    useView.getState().set({ dockTab: 'step', dockOpen: true });
  }
}

/** A tape of the present network and weights, recorded anew where the old one is stale. */
async function ready(): Promise<boolean> {
  const { info, origin } = useTape.getState();
  if (info && !isStale(origin)) return true;
  return record();
}

/** Grows with every move, so that what comes late for an earlier step is not shown. */
let turn = 0;

/** Shows a step. Its numbers come from the tape in the worker. */
export async function moveTo(position: number): Promise<void> {
  const { info } = useTape.getState();
  if (!info) return;
  const bounded = Math.max(0, Math.min(info.steps.length - 1, position));
  useTape.setState({ position: bounded });
  await load();
}

async function load(): Promise<void> {
  const mine = ++turn;
  const { position, view, row } = useTape.getState();
  if (position === null) return;
  if (view === 'sample') await ask((engine) => engine.tapeSample(row));
  const step = await ask((engine) => engine.tapeStep(position, view));
  if (mine !== turn) return;
  if (!step) {
    // The tape went with the model that it was recorded of.
    const { info, recording } = useTape.getState();
    if (info && !recording) await record();
    return;
  }
  const cell = suitableCell(
    useTape.getState().cell,
    useTape.getState().level,
    step.equations,
    view === 'sample' ? 0 : row,
  );
  const cellView = cell && (await ask((engine) => cellOf(engine, position, view, cell)));
  if (mine === turn) useTape.setState({ step, cell, cellView });
}

type AskedEngine = Parameters<Parameters<typeof ask>[0]>[0];

function cellOf(engine: AskedEngine, position: number, view: TapeView, { target, row, column, input }: CellPlace) {
  return engine.tapeCell(position, view, target, row, column, input);
}

interface EquationLike {
  readonly target: string;
  readonly index: number;
  readonly parts: readonly (string | { readonly shape: readonly [number, number] })[];
}

/** The cell to look at in a step: the one from before where it exists here, else one of the row that is looked at. */
function suitableCell(
  cell: CellPlace | null,
  level: Level,
  equations: readonly EquationLike[],
  row: number,
): CellPlace | null {
  const wanted = level === 'term' ? equations.find(({ target }) => target === 'weight') : undefined;
  const equation =
    equations.find(({ target, index }) => target === cell?.target && index === cell.input) ?? wanted ?? equations[0];
  const result = equation?.parts.filter((part) => typeof part !== 'string').at(-1);
  if (!equation || !result || typeof result === 'string') return null;
  const [rows, columns] = result.shape;
  const keeps = cell?.target === equation.target;
  return {
    target: equation.target,
    input: equation.index,
    row: Math.min(keeps ? cell.row : row, rows - 1),
    column: Math.min(keeps ? cell.column : 0, columns - 1),
  };
}

export async function selectCell(cell: CellPlace): Promise<void> {
  const { position, view } = useTape.getState();
  useTape.setState({ cell });
  if (position === null) return;
  const cellView = await ask((engine) => cellOf(engine, position, view, cell));
  if (useTape.getState().cell === cell) useTape.setState({ cellView });
}

export function setLevel(level: Level): void {
  useTape.setState({ level, cell: null });
  void load();
}

export function setView(view: TapeView): void {
  useTape.setState({ view, cell: null });
  void load();
}

export function setRow(row: number): void {
  useTape.setState({ row, cell: null });
  void load();
}

export async function start(): Promise<void> {
  showStepPanel();
  const { info, origin } = useTape.getState();
  if (info && !isStale(origin)) await moveTo(0);
  else await record();
}

export async function next(): Promise<void> {
  showStepPanel();
  const { position } = useTape.getState();
  if (position === null || !useTape.getState().info) await record();
  else await moveTo(position + 1);
}

export async function previous(): Promise<void> {
  showStepPanel();
  const { position } = useTape.getState();
  if (position !== null) await moveTo(position - 1);
}

export async function end(): Promise<void> {
  showStepPanel();
  if (await ready()) await moveTo((useTape.getState().info?.steps.length ?? 1) - 1);
}

/** To the last step of the phase one is in; from there to the last step of the next. */
export async function finishPhase(): Promise<void> {
  showStepPanel();
  if (!(await ready())) return;
  const { info, position } = useTape.getState();
  const steps = info?.steps ?? [];
  const at = position ?? 0;
  const last = phaseEnd(steps, at);
  await moveTo(last === at ? phaseEnd(steps, Math.min(at + 1, steps.length - 1)) : last);
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Plays to the end at the chosen speed, or pauses. */
export async function togglePlay(): Promise<void> {
  showStepPanel();
  if (useTape.getState().playing) {
    useTape.setState({ playing: false });
    return;
  }
  if (!(await ready())) return;
  const { info, position } = useTape.getState();
  if (position === (info?.steps.length ?? 0) - 1) await moveTo(0);
  useTape.setState({ playing: true });
  schedule();
}

function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const { playing, position, info } = useTape.getState();
    if (!playing || position === null || !info) return;
    if (position + 1 >= info.steps.length) {
      useTape.setState({ playing: false });
      return;
    }
    await moveTo(position + 1);
    schedule();
  }, 1000 / useTape.getState().speed);
}

/** To the step in which a block computes, in the phase one is in: what a click on a block means while stepping. */
export async function moveToBlock(block: string): Promise<void> {
  const { info, position } = useTape.getState();
  if (!info || position === null) return;
  const phase = info.steps[position]?.phase;
  const inPhase = (step: TapeStep) => step.block === block && step.phase === phase;
  const found = info.steps.findIndex(inPhase);
  const any = info.steps.findIndex((step) => step.block === block);
  if (found >= 0 || any >= 0) await moveTo(found >= 0 ? found : any);
}

/** Takes the step that the tape proposes: the one thing here that changes the weights. */
export async function applyUpdate(): Promise<void> {
  const { info, origin, source, recording } = useTape.getState();
  if (!info || recording || isStale(origin)) return;
  // From here to the next tape, so that a second press does not take the same step again.
  useTape.setState({ recording: true });
  try {
    const applied = await ask((engine) => engine.tapeApplied());
    if (!applied) return;
    await adoptTraining();
    useDocument.getState().edit({ key: 'applyUpdate' }, applied);
    await record(source);
  } finally {
    useTape.setState({ recording: false });
  }
}

/** Lets go of the tape when another project is opened. */
export function followDocument(): void {
  useDocument.subscribe((now, before) => {
    if (now.action.key === 'open' && now.graph !== before.graph) {
      useTape.setState({
        info: null,
        origin: null,
        position: null,
        step: null,
        cell: null,
        cellView: null,
        playing: false,
      });
      const { batchSize } = now.training;
      useTape.setState({ source: { kind: 'part', part: 'train', first: 0, count: batchSize }, row: 0 });
    }
  });
}
