import path from 'node:path';
import { type Dataset, factsOf, type Part, parts, rowCount } from '../core/data/dataset.ts';
import {
  type PreparedData,
  type Preprocessing,
  prepareData,
  prepareLike,
  targetProblems,
} from '../core/data/prepare.ts';
import { type DataSettings, defaultSplit, type Source, type Task } from '../core/data/settings.ts';
import { type FileHost, openTable } from '../core/data/sources.ts';
import { readArrays } from '../core/formats/arrays.ts';
import { gunzip } from '../core/formats/gzip.ts';
import { sniff } from '../core/formats/sniff.ts';
import { type Network, validate } from '../core/graph/validate.ts';
import { isError, type Problem, ProblemError, problem, unwrap } from '../core/problem.ts';
import { readBatch } from '../core/project/batch.ts';
import { readProject } from '../core/project/file.ts';
import { type ModelFile, readModel } from '../core/project/model.ts';
import type { Project } from '../core/project/project.ts';
import { checkWeights } from '../core/train/weights.ts';
import { filesIn, readBytes } from './files.ts';

/** A project opened for a command, with what came to light on the way. */
export interface Session {
  readonly project: Project;
  readonly files: FileHost;
  readonly warnings: Problem[];
}

export async function openProject(file: string): Promise<Session> {
  const bytes = unwrap(await readBytes(file, file));
  const { value: project, problems } = unwrapWithWarnings(readProject(new TextDecoder().decode(bytes), file));
  return { project, files: filesIn(path.dirname(path.resolve(file))), warnings: [...problems] };
}

function unwrapWithWarnings<T>(result: { ok: boolean; value?: T; problems: readonly Problem[] }) {
  if (!result.ok) throw new ProblemError(...result.problems);
  return { value: result.value as T, problems: result.problems };
}

/** The network, or a ProblemError; warnings are noted in the session. */
export function networkOf(session: Session, data?: Dataset): Network {
  const { value, problems } = unwrapWithWarnings(validate(session.project.graph, data && factsOf(data)));
  const faults = data ? targetProblems(data, value.prediction.features as number) : [];
  if (faults.some(isError)) throw new ProblemError(...faults);
  const news = problems.filter(
    ({ code, block }) => !session.warnings.some((w) => w.code === code && w.block === block),
  );
  session.warnings.push(...news);
  return value;
}

/** What targets are for: what the loss block says, unless the data's own settings do. */
export function taskOf({ loss }: Network): Task {
  return loss?.node.type === 'meanSquaredError' ? 'regression' : 'classification';
}

/** The project's data in parts, or those of a file that is to stand in for it. */
export async function dataOf(session: Session, network: Network, file?: string): Promise<PreparedData> {
  const { project, files } = session;
  if (file === undefined) {
    if (!project.data) throw new ProblemError(problem('noData', {}));
    return prepareData(project.data, taskOf(network), files);
  }
  const here = filesIn(process.cwd(), 'the current folder');
  const bytes = unwrap(await here.read(withoutKey(file)));
  if (isBatch(bytes)) return onlyTraining(unwrap(readBatch(decode(bytes), file, taskOf(network))));
  const source = sourceOf(file, bytes, project.data?.source);
  const base = project.data ?? { split: defaultSplit, standardize: false };
  const settings: DataSettings = { ...base, source, valid: undefined, test: undefined };
  return prepareData(settings, taskOf(network), here);
}

function onlyTraining(data: Dataset): PreparedData {
  const none = { x: { shape: [0, data.x.shape[1] as number], data: new Float32Array() }, target: data.target };
  const features = Array.from({ length: data.x.shape[1] as number }, (_, index) => String(index));
  return { parts: { train: data, valid: none, test: none }, preprocessing: { features } };
}

/** A file's rows as a trained network wants to see them. Without preprocessing they are taken as they are. */
export async function rowsOf(
  file: string,
  session: Session,
  task: Task,
  preprocessing: Preprocessing | null,
  withTarget: boolean,
): Promise<Dataset> {
  const here = filesIn(process.cwd(), 'the current folder');
  const bytes = unwrap(await here.read(withoutKey(file)));
  if (isBatch(bytes)) return unwrap(readBatch(decode(bytes), file, task));
  const source = sourceOf(file, bytes, session.project.data?.source, preprocessing?.scale);
  const asked = withTarget ? source : { ...source, target: undefined };
  if (preprocessing) return prepareLike(preprocessing, asked, task, here);
  const all = { ...defaultSplit, train: 1, valid: 0, test: 0 };
  return (await prepareData({ source: asked, split: all, standardize: false }, task, here)).parts.train;
}

/** How to read a file that stands in for the project's data: as its own data is read where the kind is the same. */
function sourceOf(file: string, bytes: Uint8Array, own: Source | undefined, scale = 1): Source {
  const packed = sniff(bytes, file) === 'gzip';
  const plain = packed ? unwrap(gunzip(bytes, file)) : bytes;
  if (sniff(plain, file.replace(/\.gz$/i, '')) !== 'text') {
    const target = unwrap(readArrays(plain, file)).has('target') ? `${withoutKey(file)}#target` : undefined;
    return { kind: 'arrays', x: file, target, scale: own?.kind === 'arrays' ? own.scale : scale };
  }
  const { columns } = openTable(bytes, file);
  if (own?.kind === 'table') {
    const target = own.target !== undefined && columns.includes(own.target) ? own.target : undefined;
    return { ...own, path: file, target };
  }
  return { kind: 'table', path: file, features: 'all', target: columns[columns.length - 1] };
}

function withoutKey(file: string): string {
  return file.replace(/#[^#/\\]*$/, '');
}

/** Whether a file is `B.json` rather than a table. */
function isBatch(bytes: Uint8Array): boolean {
  return decode(bytes.subarray(0, 64)).trimStart().startsWith('{');
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Weights from a file, made sure to fit the network. */
export async function weightsOf(file: string, network: Network, session: Session): Promise<ModelFile> {
  const model = unwrap(readModel(unwrap(await readBytes(file, file)), file));
  const problems = checkWeights(network, model.weights);
  if (problems.some(isError)) throw new ProblemError(...problems);
  session.warnings.push(...problems);
  return model;
}

/** A part that has rows. */
export function partOf(data: PreparedData, part: Part): Dataset {
  const found = data.parts[part];
  if (rowCount(found) === 0) throw new ProblemError(problem('emptyPart', { part }));
  return found;
}

/** The classes by name; by number where nobody named them. */
export function classNames(preprocessing: Preprocessing | null, count: number): readonly string[] {
  const named = preprocessing?.classes ?? [];
  return Array.from({ length: count }, (_, index) => named[index] ?? String(index));
}

export { parts };
