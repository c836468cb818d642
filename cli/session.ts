import path from 'node:path';
import { type Dataset, factsOf, type Part, parts, rowCount } from '../core/data/dataset.ts';
import type { FileHost } from '../core/data/files.ts';
import {
  type PreparedData,
  type Preprocessing,
  prepareData,
  prepareLike,
  targetProblems,
} from '../core/data/prepare.ts';
import {
  type DataSettings,
  defaultSplit,
  type GeneratedSource,
  type Source,
  type Task,
  type TextColumn,
} from '../core/data/settings.ts';
import { openTable } from '../core/data/sources.ts';
import { rowOptions } from '../core/data/tableSource.ts';
import { tableOptions } from '../core/data/textSource.ts';
import { unknownRowProblems } from '../core/data/texts.ts';
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
  /** The folder that the project's paths are relative to. */
  readonly folder: string;
  readonly warnings: Problem[];
}

export async function openProject(file: string): Promise<Session> {
  const bytes = unwrap(await readBytes(file, file));
  const { value: project, problems } = unwrapWithWarnings(readProject(new TextDecoder().decode(bytes), file));
  const folder = path.dirname(path.resolve(file));
  return { project, files: filesIn(folder), folder, warnings: [...problems] };
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
    return withWarnings(session, await prepareData(project.data, taskOf(network), files, warnings(session)));
  }
  const here = filesIn(process.cwd(), 'the current folder');
  const bytes = unwrap(await here.read(withoutKey(file)));
  if (isBatch(bytes)) return onlyTraining(unwrap(readBatch(decode(bytes), file, taskOf(network))));
  const source = sourceOf(file, bytes, session);
  const base = project.data ?? { split: defaultSplit, standardize: false };
  const settings: DataSettings = { ...base, source, valid: undefined, test: undefined };
  return withWarnings(session, await prepareData(settings, taskOf(network), here, warnings(session)));
}

function warnings(session: Session): (warning: Problem) => void {
  return (warning) => session.warnings.push(warning);
}

function withWarnings(session: Session, data: PreparedData): PreparedData {
  for (const texts of Object.values(data.texts ?? {})) session.warnings.push(...unknownRowProblems(texts));
  return data;
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
  const source = sourceOf(file, bytes, session, preprocessing?.scale);
  const asked = withTarget ? source : withoutTarget(source);
  if (preprocessing) return prepareLike(preprocessing, asked, task, here, warnings(session));
  const all = { ...defaultSplit, train: 1, valid: 0, test: 0 };
  return (await prepareData({ source: asked, split: all, standardize: false }, task, here)).parts.train;
}

type FileSource = Exclude<Source, GeneratedSource>;

function withoutTarget(source: FileSource): Source {
  if (source.kind === 'images') return { ...source, labelled: false };
  return source.kind === 'text' ? { ...source, label: undefined } : { ...source, target: undefined };
}

/** How to read a file that stands in for the project's data: as its own data is read where the kind is the same. */
function sourceOf(file: string, bytes: Uint8Array, { project, folder }: Session, scale = 1): FileSource {
  const own = project.data?.source;
  if (own?.kind === 'images') return { ...own, path: file };
  const packed = sniff(bytes, file) === 'gzip';
  const plain = packed ? unwrap(gunzip(bytes, file)) : bytes;
  if (sniff(plain, file.replace(/\.gz$/i, '')) !== 'text') {
    const target = unwrap(readArrays(plain, file)).has('target') ? `${withoutKey(file)}#target` : undefined;
    return { kind: 'arrays', x: file, target, scale: own?.kind === 'arrays' ? own.scale : scale };
  }
  if (own?.kind === 'text') {
    const vectors = path.resolve(folder, own.vectors);
    const { columns } = unwrap(openTable(bytes, file, tableOptions(own)));
    const has = (column: TextColumn | undefined) => column !== undefined && columns.includes(String(column));
    return {
      ...own,
      path: file,
      vectors,
      // A file of texts alone has them in its one column.
      text: has(own.text) || columns.length > 1 ? own.text : 0,
      label: has(own.label) && columns.length > 1 ? own.label : undefined,
      filter: has(own.filter?.column) ? own.filter : undefined,
    };
  }
  if (own?.kind === 'table') {
    const features = own.features === 'all' ? null : own.features.map((name) => ({ name }));
    const { columns } = unwrap(openTable(bytes, file, rowOptions(own, features)));
    const target = own.target !== undefined && columns.includes(own.target) ? own.target : undefined;
    return { ...own, path: file, target };
  }
  const { columns } = unwrap(openTable(bytes, file));
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
