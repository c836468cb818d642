import type { Preprocessing } from '../data/prepare.ts';
import { sniff } from '../formats/sniff.ts';
import { entryNames, unzip } from '../formats/zip.ts';
import type { Graph } from '../graph/graph.ts';
import { type Network, validate } from '../graph/validate.ts';
import { collect, isError, type Problem, ProblemError, problem, type Result, unwrap } from '../problem.ts';
import { readProject } from '../project/file.ts';
import { readModel, readPreprocessing } from '../project/model.ts';
import type { Project } from '../project/project.ts';
import { checkWeights, type Weights } from '../train/weights.ts';
import { type Foreign, foreignPortable } from './foreign.ts';
import { readOnnx } from './onnx/read.ts';
import type { Files } from './target.ts';
import { MODEL_FILE } from './tfjs/format.ts';
import { isLayersModel, readTfjs, shardsOf } from './tfjs/read.ts';
import { readWeights } from './weightFiles.ts';

/** What came of a file: a whole network, or weights that look for one. */
export type Imported =
  | {
      readonly kind: 'network';
      readonly project: Project;
      readonly weights: Weights;
      readonly preprocessing: Preprocessing | null;
    }
  | { readonly kind: 'weights'; readonly weights: Weights };

/** Whether a file is a model of other software, by content; data files and Gradwire's own projects are not. */
export function isForeign(bytes: Uint8Array, file: string): boolean {
  return modelKind(bytes, file) !== 'weights';
}

/**
 * The files that must be read beside a file before it can be imported: the shards that a `model.json` names. Only plain
 * names, so that no file can ask for what lies elsewhere.
 */
export function filesBeside(bytes: Uint8Array, file: string): Result<readonly string[]> {
  return modelKind(bytes, file) === 'tfjs' ? shardsOf(bytes, file) : { ok: true, value: [], problems: [] };
}

/** Of files that were chosen together, the one to begin with: that which names others, else the first. */
export function mainFile<F extends { readonly name: string; readonly bytes: Uint8Array }>(
  files: readonly F[],
): F | undefined {
  const names = ({ name, bytes }: F) => files.length > 1 && modelKind(bytes, name) === 'tfjs';
  return files.find(names) ?? files[0];
}

/**
 * Reads a network or weights from a file of Gradwire's or other software's, told by content. What cannot be understood is
 * a Problem. A file that Gradwire wrote gives back the project that it was written from.
 *
 * @param beside the files that `filesBeside` names
 */
export function readImport(bytes: Uint8Array, file: string, beside: Files = new Map()): Result<Imported> {
  return collect((warn) => {
    switch (modelKind(bytes, file)) {
      case 'onnx':
        return fromForeign(unwrap(readOnnx(bytes, file)), file, warn);
      case 'tfjs':
        return fromForeign(unwrap(readTfjs(new Map([...beside, [MODEL_FILE, bytes]]), file)), file, warn);
      case 'zipped':
        return fromForeign(unwrap(readTfjs(byBaseName(unwrap(unzip(bytes, file))), file)), file, warn);
      case 'weights': {
        if (sniff(bytes, file) !== 'safetensors') return { kind: 'weights', weights: unwrap(readWeights(bytes, file)) };
        const { project, weights, preprocessing } = unwrap(readModel(bytes, file));
        if (!project) return { kind: 'weights', weights };
        checkWeights(unwrap(validate(project.graph)), weights).forEach(warn);
        return { kind: 'network', project, weights, preprocessing };
      }
    }
  });
}

/** `zipped`: a layers model and its shards in a zip, as the app hands it over. */
function modelKind(bytes: Uint8Array, file: string): 'onnx' | 'tfjs' | 'zipped' | 'weights' {
  const format = sniff(bytes, file);
  if (format === 'npz') {
    const names = entryNames(bytes, file);
    return names.ok && names.value.some((name) => baseName(name) === MODEL_FILE) ? 'zipped' : 'weights';
  }
  if (format !== 'text') return 'weights';
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  // An ONNX model begins with its IR version, a small number in field 1.
  if (bytes[0] === 0x08 || /\.onnx$/i.test(file)) return 'onnx';
  if (!start.startsWith('{')) return 'weights';
  try {
    return isLayersModel(JSON.parse(new TextDecoder().decode(bytes))) ? 'tfjs' : 'weights';
  } catch {
    return 'weights';
  }
}

/** Files by the last part of their names; those of a layers model lie in one folder. */
function byBaseName(files: Files): Files {
  return new Map([...files].map(([name, bytes]) => [baseName(name), bytes]));
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function fromForeign(foreign: Foreign, file: string, warn: (problem: Problem) => void): Imported {
  const own = ownProject(foreign, file);
  if (own) return { kind: 'network', ...own, weights: foreign.weights };
  const { scaling, weights } = foreignPortable(foreign);
  if (scaling) warn(problem('scalingLeft', { file }, { severity: 'warning' }));
  const graph = withLoss(foreign.graph);
  const input = graph.blocks.find(({ type }) => type === 'input');
  const features = Array.from({ length: input?.params.features as number }, (_, index) => String(index));
  const text = JSON.stringify({ format: 'gradwire', version: 1, name: foreign.name.slice(0, 200), graph });
  return {
    kind: 'network',
    project: unwrap(readProject(text, file)),
    weights,
    preprocessing: scaling && { features, scaling },
  };
}

/** The project that Gradwire put into the file, where the file's weights still are its weights. */
function ownProject({ metadata, weights }: Foreign, file: string) {
  if (metadata.gradwire === undefined) return null;
  const read = readProject(metadata.gradwire, file);
  const network = read.ok ? validate(read.value.graph) : read;
  if (!read.ok || !network.ok || checkWeights(network.value as Network, weights).some(isError)) return null;
  const { preprocessing } = metadata;
  return {
    project: read.value,
    preprocessing: preprocessing === undefined ? null : readPreprocessing(preprocessing, file),
  };
}

/** A classifier that ends in a softmax is given the loss that trains it; what others are for is not known. */
function withLoss(graph: Graph): Graph {
  const { prediction, input } = unwrap(validate(graph));
  if (prediction.node.type !== 'softmax') return graph;
  const taken = new Set(graph.blocks.map(({ id }) => id));
  const id = taken.has('loss') ? 'crossEntropy1' : 'loss';
  if (taken.has(id)) return graph;
  return {
    blocks: [...graph.blocks, { id, type: 'crossEntropy', params: {} }],
    wires: [
      ...graph.wires,
      { from: `${prediction.node.id}.y`, to: `${id}.prediction` },
      { from: `${input.node.id}.target`, to: `${id}.target` },
    ],
  };
}

/** The network of an import, or a Problem where it holds weights alone. */
export function needNetwork(imported: Imported, file: string): Imported & { kind: 'network' } {
  if (imported.kind === 'network') return imported;
  throw new ProblemError(problem('noProject', { file }));
}
