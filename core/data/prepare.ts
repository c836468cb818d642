import { type Problem, ProblemError, problem } from '../problem.ts';
import { type Tensor, takeRows } from '../tensor.ts';
import { type FeatureColumn, fillMissing, fitFills, oneHotPlaces, ruleOf } from './columns.ts';
import { type Dataset, type Part, parts, pickRows } from './dataset.ts';
import { derive, plainInput } from './derive.ts';
import { embed, rowOfWord, vectorsFor } from './embed.ts';
import type { FileHost } from './files.ts';
import { withinMemory } from './memory.ts';
import type { DataSettings, Language, Source, Task } from './settings.ts';
import { loadSource, type RawData } from './sources.ts';
import { splitRows } from './split.ts';
import { applyScaling, fitScaling, type Scaling } from './standardize.ts';
import { classesOf, type RawTargets, readTargets } from './targets.ts';
import { noTexts, pickTexts, type TextRows, unknownRowProblems } from './texts.ts';
import { tokensOf } from './tokens.ts';

/** What was learnt from the training part and must be done to any row that the network is to see. */
export interface Preprocessing {
  /** The plain features by name, in order. */
  readonly features: readonly string[];
  /** What the features were made of, where some columns of a table were encoded or filled. */
  readonly columns?: readonly FeatureColumn[] | undefined;
  readonly derive?: readonly string[] | undefined;
  readonly scaling?: Scaling | undefined;
  readonly classes?: readonly string[] | undefined;
  /** What arrays are multiplied by when they are read. */
  readonly scale?: number | undefined;
  /** The word vectors that texts were turned into numbers with. */
  readonly vectors?: { readonly path: string; readonly language: Language } | undefined;
}

export interface PreparedData {
  /** A part that nothing was set aside for has no rows. */
  readonly parts: Readonly<Record<Part, Dataset>>;
  readonly preprocessing: Preprocessing;
  /** Rows that are in no part since a value is missing in them. */
  readonly leftOut?: number | undefined;
  /** `[N, 2]` a part: the plain inputs where two were replaced by engineered ones, so that rows can still be drawn. */
  readonly plain?: Readonly<Record<Part, Tensor>> | undefined;
  /** The texts that the rows were made of. */
  readonly texts?: Readonly<Record<Part, TextRows>> | undefined;
}

/** Reads, fills, derives, splits and standardises a project's data. Throws a ProblemError for what is wrong with it. */
export async function prepareData(
  settings: DataSettings,
  task: Task,
  host: FileHost,
  warn: (warning: Problem) => void = () => {},
): Promise<PreparedData> {
  return withinMemory(() => prepare(settings, task, host, warn));
}

async function prepare(
  settings: DataSettings,
  task: Task,
  host: FileHost,
  warn: (warning: Problem) => void,
): Promise<PreparedData> {
  const sources: Partial<Record<Part, Source>> = {
    train: withRulesOf(settings),
    ...(settings.valid && { valid: settings.valid }),
    ...(settings.test && { test: settings.test }),
  };
  const read = new Map<Part, RawData>();
  for (const part of parts) {
    const source = sources[part];
    if (source) read.set(part, await loadSource(source, host, read.get('train'), warn));
  }
  const { file, x, names, columns: given } = read.get('train') as RawData;
  for (const raw of read.values()) checkWidth(raw, names.length);
  const rows = splitRows(x.shape[0] as number, settings.split, new Set(read.keys()));
  if (rows.train.length === 0) throw new ProblemError(problem('emptyPart', { part: 'train' }));
  const columns = given && fitFills(x, given, rows.train, file);
  const loaded = new Map([...read].map(([part, raw]) => [part, filled(raw, columns)]));
  const main = loaded.get('train') as RawData;
  const kind = settings.task ?? task;
  const raws = [...loaded.values()].map(({ target }) => target).filter((raw): raw is RawTargets => raw !== null);
  const classes = kind === 'classification' ? classesOf(raws) : null;
  const datasets = new Map([...loaded].map(([part, raw]) => [part, toDataset(raw, kind, classes, settings.derive)]));
  const whole = datasets.get('train') as Dataset;
  const perPart = <T>(make: (part: Part, own: boolean) => T) =>
    Object.fromEntries(parts.map((part) => [part, make(part, part !== 'train' && loaded.has(part))])) as Record<
      Part,
      T
    >;
  const cut = perPart((part, own) => (own ? (datasets.get(part) as Dataset) : pickRows(whole, rows[part])));
  const scaling = settings.standardize ? fitScaling(cut.train.x, oneHotInputs(columns, settings.derive)) : undefined;
  const scaled = scaling ? perPart((part) => ({ ...cut[part], x: applyScaling(cut[part].x, scaling) })) : cut;
  const plain =
    settings.derive && main.names.length === 2
      ? perPart((part, own) => (own ? (loaded.get(part) as RawData).x : takeRows(main.x, rows[part])))
      : undefined;
  const texts = main.texts
    ? perPart((part, own) => {
        const from = own ? (loaded.get(part) as RawData).texts : main.texts;
        return own || !from ? (from ?? noTexts) : pickTexts(from, rows[part]);
      })
    : undefined;
  const leftOut = [...loaded.values()].reduce((sum, raw) => sum + (raw.leftOut ?? 0), 0);
  return {
    parts: scaled,
    ...(plain && { plain }),
    ...(texts && { texts }),
    ...(leftOut > 0 && { leftOut }),
    preprocessing: {
      features: main.names,
      ...(columns && { columns }),
      ...(settings.derive && { derive: settings.derive }),
      ...(scaling && { scaling }),
      ...(classes && { classes }),
      ...(settings.source.kind === 'arrays' && settings.source.scale !== 1 && { scale: settings.source.scale }),
      ...(settings.source.kind === 'text' && {
        vectors: { path: settings.source.vectors, language: settings.source.language },
      }),
    },
  };
}

/**
 * The main source with what the others say of missing values where it says nothing: a column may have none but in them,
 * and what they are filled with is learnt from the training part.
 */
function withRulesOf({ source, valid, test }: DataSettings): Source {
  if (source.kind !== 'table') return source;
  const columns = { ...source.columns };
  for (const other of [valid, test]) {
    for (const [name, { missing }] of Object.entries((other?.kind === 'table' && other.columns) || {})) {
      const own = ruleOf(source, name);
      if (own.encode === 'oneHot' || own.missing || !missing || missing === 'category') continue;
      columns[name] = { ...own, missing };
    }
  }
  return Object.keys(columns).length > 0 ? { ...source, columns } : source;
}

/** Each part must have the features that are learnt from. Tables are asked for them by name; arrays can only be counted. */
function checkWidth({ file, x: { shape } }: RawData, features: number): void {
  if (shape[1] === features) return;
  throw new ProblemError(problem('arrayShape', { file, shape: shape.join(', '), expected: `[N, ${features}]` }));
}

function filled(raw: RawData, columns: readonly FeatureColumn[] | undefined): RawData {
  return columns ? { ...raw, x: fillMissing(raw.x, columns) } : raw;
}

/** The inputs that are 1 or 0 for a category, and stay so where the others are standardised. */
function oneHotInputs(columns: readonly FeatureColumn[] = [], forms?: readonly string[]): Set<number> {
  const plain = oneHotPlaces(columns);
  if (!forms) return plain;
  return new Set(forms.flatMap((form, at) => (plain.has(plainInput(form) ?? -1) ? [at] : [])));
}

/** Does to a source's rows what was done to the training part. */
export async function prepareLike(
  { features, columns, derive: forms, scaling, classes }: Preprocessing,
  source: Source,
  task: Task,
  host: FileHost,
  warn: (warning: Problem) => void = () => {},
): Promise<Dataset> {
  const raw = filled(await loadSource(source, host, { names: features, columns }, warn), columns);
  if (raw.leftOut) warn(problem('rowsLeftOut', { file: raw.file, count: raw.leftOut }, { severity: 'warning' }));
  if (raw.texts) unknownRowProblems(raw.texts).forEach(warn);
  const data = toDataset(raw, task, classes ?? null, forms);
  return scaling ? { ...data, x: applyScaling(data.x, scaling) } : data;
}

/** A text cut into its words, and as the row that the network gets of it. */
export interface TextReading {
  readonly words: readonly { readonly text: string; readonly known: boolean }[];
  /** `[1, dimensions]`: the mean of the known words' vectors, before anything else is done to it. */
  readonly mean: Tensor;
  /** `[1, F]`: derived and standardised like the training part. */
  readonly x: Tensor;
}

/** Reads a text as the rows were read that the network learnt from; null where those were no texts. */
export async function readText(
  text: string,
  { vectors: used, derive: forms, scaling }: Preprocessing,
  host: FileHost,
): Promise<TextReading | null> {
  if (!used) return null;
  const words = tokensOf(text, used.language);
  const vectors = await vectorsFor([words], used.path, host);
  const { x: mean } = embed([words], vectors);
  const derived = forms ? derive(mean, forms) : mean;
  return {
    words: words.map((word) => ({ text: word, known: rowOfWord(word, vectors) !== null })),
    mean,
    x: scaling ? applyScaling(derived, scaling) : derived,
  };
}

function toDataset(raw: RawData, task: Task, classes: readonly string[] | null, forms?: readonly string[]): Dataset {
  return {
    x: forms ? derive(raw.x, forms) : raw.x,
    target: raw.target && readTargets(raw.target, task, classes, raw.file),
  };
}

/** Targets that the network's last block cannot give: class indices beyond its outputs, rows that are no probabilities. */
export function targetProblems({ target }: Dataset, outputs: number): Problem[] {
  if (target?.kind === 'classes') {
    const row = target.values.data.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < outputs));
    if (row < 0) return [];
    return [problem('targetOutside', { row, value: target.values.data[row] as number, last: outputs - 1 })];
  }
  if (target?.kind !== 'probabilities') return [];
  const [rows = 0, columns = 0] = target.values.shape;
  for (let row = 0; row < rows; row++) {
    const cells = target.values.data.subarray(row * columns, (row + 1) * columns);
    const sum = cells.reduce((total, value) => total + value, 0);
    const fault = cells.some((value) => !(value >= 0 && value <= 1))
      ? 'holds a number outside 0 to 1'
      : Math.abs(sum - 1) > 1e-3
        ? `adds up to ${sum.toPrecision(4)}`
        : null;
    if (fault) return [problem('targetNotProbabilities', { row, fault })];
  }
  return [];
}
