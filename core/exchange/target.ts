import type { Text } from '../blocks/params.ts';
import type { Part } from '../data/dataset.ts';
import type { PreparedData } from '../data/prepare.ts';
import { zip } from '../formats/zip.ts';
import type { Network } from '../graph/validate.ts';
import type { ModelParts } from '../project/model.ts';
import type { Tensor } from '../tensor.ts';
import type { Evaluation } from '../train/evaluate.ts';
import type { EpochReport } from '../train/run.ts';
import type { Portable, PortableOptions } from './portable.ts';

/** A trained model and how the user wants it written. */
export interface ExportModel extends ModelParts, PortableOptions {
  readonly network: Network;
  /** The prepared rows, for what trains or shows them; null or absent where there are none. */
  readonly data?: PreparedData | null | undefined;
  /** How its training went, an entry an epoch. */
  readonly history?: readonly EpochReport[] | undefined;
  /** What it makes of the parts of the data. */
  readonly results?: readonly PartResult[] | undefined;
  /** The language of texts for people; English where none is given. */
  readonly language?: keyof Text | undefined;
}

export interface PartResult {
  readonly part: Part;
  readonly evaluation: Evaluation;
}

/** What was written: each file's bytes by its path within the target, which for a single file is its name. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Answers `[N, K]` to rows `[N, F]`: code that was read back and is run as it stands. */
export type Answering = (x: Tensor) => Promise<Tensor>;

/** A form that a trained network can be written in. */
export interface Target {
  readonly title: string;
  /** The ending of its file, without the dot; null for a folder of files. */
  readonly extension: string | null;
  readonly summary: Text;
  /** Whether the network itself is written, so that the options for it matter, or weights alone. */
  readonly holds: 'network' | 'weights';
  /** Whether it holds the rows of the data, or what the network makes of them. */
  readonly takesData?: boolean;
  /** How another program reads it, as code; `name` is the file's or folder's. */
  readonly usage: (name: string) => string;
  /** Throws a ProblemError where the network cannot be had in this form. `name` is the file's or folder's. */
  readonly write: (model: ExportModel, name: string) => Files;
  /**
   * Reads what was written back into a network, or into code that is run, by the reader of the format and not by anything
   * that `write` knows; throws a ProblemError for damaged files. Where a format holds weights alone, they are put into
   * `model`'s network.
   */
  readonly read: (files: Files, model: ExportModel) => Portable | Answering;
}

export function singleFile(name: string, content: Uint8Array | string): Files {
  return new Map([[name, typeof content === 'string' ? new TextEncoder().encode(content) : content]]);
}

/** The bytes of a target that is one file. */
export function onlyFile(files: Files): Uint8Array {
  const [bytes] = files.values();
  if (!bytes || files.size !== 1) throw new Error(`one file was expected, not ${files.size}`);
  return bytes;
}

/** A file that a folder must have. */
export function fileOf(files: Files, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`'${name}' was not written`);
  return bytes;
}

/** The ending of what is handed over where only one file can be: a folder becomes a zip. */
export function packedExtension({ extension }: Target): string {
  return extension ?? 'zip';
}

/** What was written as one file; in a zip, all lies in a folder of that name. */
export function pack(target: Target, files: Files, folder: string): Uint8Array {
  if (target.extension !== null) return onlyFile(files);
  return zip(new Map([...files].map(([name, bytes]) => [`${folder}/${name}`, bytes])));
}

/** A file or folder as a word of a shell's command line. */
export function shellWord(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `"${name.replace(/["$`\\]/g, '\\$&')}"`;
}
