/** The registry of what trained weights can be written as: the command line and the app both offer this list. */
import type { Text } from '../blocks/params.ts';
import { writeCsv } from '../formats/csv.ts';
import { writeNpz } from '../formats/npz.ts';
import { toJson } from '../tensor.ts';
import type { Weights } from '../train/weights.ts';
import { type ModelParts, writeModel } from './model.ts';

/** A format for trained weights. */
export interface Exporter {
  readonly title: string;
  /** The ending of its files, without the dot. */
  readonly extension: string;
  readonly summary: Text;
  /** How another program reads the file, as code. */
  readonly usage: (file: string) => string;
  readonly write: (model: ModelParts) => Uint8Array | string;
}

export const exporters = {
  safetensors: {
    title: 'safetensors',
    extension: 'safetensors',
    summary: {
      en: 'The whole model in one file: the weights in PyTorch’s layout, the project and its preprocessing. Gradwire opens it again.',
      ja: 'モデル全体を 1 つのファイルに収めます。PyTorch と同じ配置の重み、プロジェクト、前処理を含み、Gradwire で再び開けます。',
    },
    usage: (file) =>
      `from safetensors.torch import load_file\nmodel.load_state_dict(load_file(${JSON.stringify(file)}))`,
    write: writeModel,
  },
  npz: {
    title: 'NumPy npz',
    extension: 'npz',
    summary: {
      en: 'One float32 array a weight, by name.',
      ja: '重みごとに 1 つの float32 配列を、名前付きで収めます。',
    },
    usage: (file) => `import numpy\nweights = numpy.load(${JSON.stringify(file)})`,
    write: ({ weights }) => writeNpz(weights),
  },
  json: {
    title: 'JSON',
    extension: 'json',
    summary: {
      en: 'Shape and numbers of each weight, for JavaScript and everything else.',
      ja: '重みごとの形と数値です。JavaScript をはじめ、どの言語でも読めます。',
    },
    usage: (file) =>
      `import { readFile } from 'node:fs/promises';\nconst weights = JSON.parse(await readFile(${JSON.stringify(file)}, 'utf8'));`,
    write: ({ weights }) => {
      const tensors = Object.fromEntries([...weights].map(([name, value]) => [name, toJson(value)]));
      return `${JSON.stringify(tensors)}\n`;
    },
  },
  csv: {
    title: 'CSV',
    extension: 'csv',
    summary: {
      en: 'A line a number: weight, row, column, value. For spreadsheets.',
      ja: '1 行に 1 つの数値を書きます (weight, row, column, value)。表計算ソフト向けです。',
    },
    usage: (file) => `import pandas\ntable = pandas.read_csv(${JSON.stringify(file)})`,
    write: ({ weights }) => writeCsv(['weight', 'row', 'column', 'value'], cellsOf(weights)),
  },
} as const satisfies Readonly<Record<string, Exporter>>;

export type ExportFormat = keyof typeof exporters;

export const exportFormats = Object.keys(exporters) as ExportFormat[];

/** A trained network in a format, as the bytes of a file. */
export function exportModel(format: ExportFormat, model: ModelParts): Uint8Array {
  const exporter: Exporter = exporters[format];
  const written = exporter.write(model);
  return typeof written === 'string' ? new TextEncoder().encode(written) : written;
}

/** A line a number, rows and columns counted from 0 as in PyTorch; a bias has one row. */
function cellsOf(weights: Weights): string[][] {
  return [...weights].flatMap(([name, { shape, data }]) => {
    const columns = shape[shape.length - 1] ?? 1;
    return Array.from(data, (value, index) => [
      name,
      String(Math.floor(index / columns)),
      String(index % columns),
      String(value),
    ]);
  });
}
