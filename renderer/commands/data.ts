/** What people do to the project's data: each is one named step of the undo history, and the Input block follows. */

import { addressParts } from '../../core/data/address.ts';
import { ruleOf } from '../../core/data/columns.ts';
import { type FileContents, featuresOfColumn, type TableContents } from '../../core/data/contents.ts';
import type { Part } from '../../core/data/dataset.ts';
import { isDerivation } from '../../core/data/derive.ts';
import { generatorOf } from '../../core/data/generators/index.ts';
import { guessSettings, guessTask } from '../../core/data/guess.ts';
import {
  type DataSettings,
  defaultSplit,
  type GeneratedSource,
  type Source,
  type TableSource,
} from '../../core/data/settings.ts';
import { type Aim, fitFeatures, fitTarget } from '../../core/graph/fit.ts';
import { knownContents } from '../engine/contents.ts';
import { useData } from '../store/data.ts';
import { useDataView } from '../store/dataView.ts';
import { type EditOptions, useDocument } from '../store/document.ts';

export const noData: Omit<DataSettings, 'source'> = { split: defaultSplit, standardize: false };

/** How many plain features a source has; null where only reading it would tell. */
export function plainFeatures(source: Source, contents: FileContents | null): number | null {
  switch (source.kind) {
    case 'generated':
      return generatorOf(source.generator)?.features ?? null;
    case 'table': {
      return featuresOfTable(source, contents?.kind === 'table' ? contents : null);
    }
    case 'text':
      return null;
    case 'images':
      return source.width * source.height * source.channels;
    case 'arrays': {
      const { key } = addressParts(source.x);
      const arrays = contents?.kind === 'arrays' ? contents.arrays : [];
      const shape = (arrays.find((array) => array.key === key) ?? (arrays.length === 1 ? arrays[0] : undefined))?.shape;
      return shape ? shape.slice(1).reduce((size, extent) => size * extent, 1) : null;
    }
  }
}

/** A column of numbers is one feature, a one-hot column as many as it has categories, which the file says. */
function featuresOfTable(source: TableSource, contents: TableContents | null): number | null {
  const plain = Object.values(source.columns ?? {}).every(({ encode }) => encode !== 'oneHot');
  if (source.features !== 'all' && plain) return source.features.length;
  if (!contents) return null;
  const chosen = contents.columns.filter(({ name }) =>
    source.features === 'all' ? name !== source.target : source.features.includes(name),
  );
  return chosen.reduce<number | null>((sum, facts) => {
    const features = featuresOfColumn(facts, ruleOf(source, facts.name));
    return sum === null || features === null ? null : sum + features;
  }, 0);
}

/** The plain features of the source in use, which has been read where its settings do not say. */
function plainInUse(source: Source): number | null {
  return (
    plainFeatures(source, knownContents(source)) ?? useData.getState().summary?.preprocessing.features.length ?? null
  );
}

/** How many numbers a row has that the network gets of the data in use. */
function featureCount({ source, derive }: DataSettings): number | null {
  return derive?.length ?? plainInUse(source);
}

/** The same of the project's data; null where it has none, or nobody knows yet. */
export function featuresInUse(): number | null {
  const { data } = useDocument.getState();
  return data && featureCount(data);
}

/** Changes the data. `features` is how many numbers a row has afterwards, where that is known. */
export function changeData(data: DataSettings, features: number | null, options?: EditOptions): void {
  const { data: before, graph, edit } = useDocument.getState();
  edit({ key: 'setData' }, { data, graph: fitFeatures(graph, before && featureCount(before), features) }, options);
}

/** Changes that leave alone what the network gets: the split, the task, standardising. */
export function changeSettings(change: Partial<Omit<DataSettings, 'source' | 'derive'>>, options?: EditOptions): void {
  const { data, edit } = useDocument.getState();
  if (data) edit({ key: 'setData' }, { data: { ...data, ...change } }, options);
}

/** Data from a generator: with its own number of samples, unless another was asked for. */
export function setGenerator(name: string): void {
  const { data } = useDocument.getState();
  const generator = generatorOf(name);
  if (!generator) return;
  const old = data?.source.kind === 'generated' ? data.source : null;
  const usual = !old || old.samples === generatorOf(old.generator)?.defaultSamples;
  const source: GeneratedSource = {
    kind: 'generated',
    generator: name,
    samples: usual ? generator.defaultSamples : old.samples,
    noise: Math.min(old?.noise ?? 0, generator.maxNoise),
    seed: old?.seed ?? 1,
  };
  setSource('train', source, generator.features, data?.source.kind !== 'generated');
}

export function setGenerated(change: Partial<GeneratedSource>, gesture?: string): void {
  const { data } = useDocument.getState();
  if (data?.source.kind !== 'generated') return;
  const next = { ...data, source: { ...data.source, ...change } };
  changeData(next, featureCount(next), gesture === undefined ? {} : { gesture });
}

/**
 * Another source for a part. Engineered inputs stay where the new rows have as many features.
 *
 * @param plain the features of the new source, where they are known
 * @param fresh whether what was said of the old data (its task, parts of their own) is of no use for the new
 */
export function setSource(part: Part, source: Source, plain: number | null, fresh = false): void {
  const { data } = useDocument.getState();
  const base: DataSettings = data ?? { ...noData, source };
  if (part !== 'train') {
    changeData({ ...base, [part]: source }, featureCount(base));
    return;
  }
  const derive = base.derive?.every((form) => plain !== null && isDerivation(form, plain)) ? base.derive : undefined;
  const kept = plain === plainInUse(base.source) ? derive : undefined;
  const contents = knownContents(source);
  // One that is only called otherwise, with or without a header, is the same target.
  const isOtherTarget =
    source.kind === 'table' &&
    base.source.kind === 'table' &&
    source.target !== base.source.target &&
    source.header === base.source.header;
  const retasked = isOtherTarget && contents?.kind === 'table' ? { task: guessTask(source, contents) } : {};
  const forgotten = fresh ? { valid: undefined, test: undefined, task: undefined, standardize: false } : {};
  changeData({ ...base, ...retasked, ...forgotten, source, derive: kept }, kept?.length ?? plain);
}

/** Data as they were before others took their place. */
export function restoreData(data: DataSettings): void {
  changeData(data, data.derive?.length ?? plainFeatures(data.source, knownContents(data.source)));
}

/** The data of a file that was just chosen or dropped, as far as it can be guessed; the split stays. */
export function takeFile(path: string, contents: FileContents): void {
  const { data } = useDocument.getState();
  const guess = guessSettings(path, contents);
  useDataView.setState({ tab: null, part: 'train' });
  const kept = { ...data, valid: undefined, test: undefined, task: undefined, derive: undefined };
  changeData({ ...kept, ...guess, split: data?.split ?? guess.split }, plainFeatures(guess.source, contents));
}

/** A part goes back to being cut from the main source. */
export function cutPart(part: 'valid' | 'test'): void {
  changeSettings({ [part]: undefined });
}

/** Engineered inputs; those that are all the plain ones in their order are none. */
export function setDerive(inputs: readonly string[], plain: number): void {
  const { data } = useDocument.getState();
  if (!data || inputs.length === 0) return;
  const nothing = inputs.length === plain && inputs.every((input, index) => input === `x${index + 1}`);
  changeData({ ...data, derive: nothing ? undefined : [...inputs] }, inputs.length);
}

/** Puts the loss block in place that the data need, and as many units before it. */
export function adaptNetwork(aim: Aim): void {
  const { graph, edit } = useDocument.getState();
  const fitted = fitTarget(graph, aim);
  if (fitted !== graph) edit({ key: 'fix', detail: aim.task }, { graph: fitted });
}
