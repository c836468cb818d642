import { writeNpz } from '../formats/npz.ts';
import { isError, ProblemError, unwrap } from '../problem.ts';
import { writeModel } from '../project/model.ts';
import { checkWeights } from '../train/weights.ts';
import { type Portable, toPortable } from './portable.ts';
import { type ExportModel, type Files, onlyFile, singleFile, type Target } from './target.ts';
import { readWeights, writeWeightsCsv, writeWeightsJson } from './weightFiles.ts';

/** The formats that hold weights and leave the network to the reader. */
export const safetensors: Target = {
  title: 'safetensors',
  extension: 'safetensors',
  holds: 'weights',
  summary: {
    en: 'The whole model in one file: the weights in PyTorch’s layout, the project and its preprocessing. Gradwire opens it again.',
    ja: 'モデル全体を 1 つのファイルに収めます。PyTorch と同じ配置の重み、プロジェクト、前処理を含み、Gradwire で再び開けます。',
  },
  usage: (file) => `from safetensors.torch import load_file\nmodel.load_state_dict(load_file(${JSON.stringify(file)}))`,
  write: (model, name) => singleFile(name, writeModel(model)),
  read: readBack,
};

export const npz: Target = {
  title: 'NumPy npz',
  extension: 'npz',
  holds: 'weights',
  summary: {
    en: 'One float32 array a weight, by name.',
    ja: '重みごとに 1 つの float32 配列を、名前付きで収めます。',
  },
  usage: (file) => `import numpy\nweights = numpy.load(${JSON.stringify(file)})`,
  write: ({ weights }, name) => singleFile(name, writeNpz(weights)),
  read: readBack,
};

export const json: Target = {
  title: 'JSON',
  extension: 'json',
  holds: 'weights',
  summary: {
    en: 'Shape and numbers of each weight, for JavaScript and everything else.',
    ja: '重みごとの形状と数値です。JavaScript をはじめ、どの言語でも読めます。',
  },
  usage: (file) =>
    `import { readFile } from 'node:fs/promises';\nconst weights = JSON.parse(await readFile(${JSON.stringify(file)}, 'utf8'));`,
  write: ({ weights }, name) => singleFile(name, writeWeightsJson(weights)),
  read: readBack,
};

export const csv: Target = {
  title: 'CSV',
  extension: 'csv',
  holds: 'weights',
  summary: {
    en: 'A line a number: weight, row, column, value. For spreadsheets.',
    ja: '1 行に 1 つの数値を書きます (weight, row, column, value)。表計算ソフト向けです。',
  },
  usage: (file) => `import pandas\ntable = pandas.read_csv(${JSON.stringify(file)})`,
  write: ({ weights }, name) => singleFile(name, writeWeightsCsv(weights)),
  read: readBack,
};

function readBack(files: Files, model: ExportModel): Portable {
  const [name = ''] = files.keys();
  return withWeights(model, onlyFile(files), name);
}

/** The model's network with the weights of a file in place of its own. */
export function withWeights({ project, network }: ExportModel, bytes: Uint8Array, file: string): Portable {
  const weights = unwrap(readWeights(bytes, file));
  const faults = checkWeights(network, weights).filter(isError);
  if (faults.length > 0) throw new ProblemError(...faults);
  return toPortable({ name: project.name, network, weights, preprocessing: null });
}
