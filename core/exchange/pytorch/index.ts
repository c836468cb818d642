import { type Part, parts } from '../../data/dataset.ts';
import type { PreparedData } from '../../data/prepare.ts';
import { removeScaling, type Scaling } from '../../data/standardize.ts';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors.ts';
import { unwrap } from '../../problem.ts';
import type { Tensor } from '../../tensor.ts';
import { foreignPortable } from '../foreign.ts';
import { type Portable, toPortable } from '../portable.ts';
import { type ExportModel, type Files, fileOf, shellWord, type Target } from '../target.ts';
import { modelSource } from './model.ts';
import { pythonNames } from './names.ts';
import { readModule } from './read.ts';
import { readme } from './readme.ts';
import { tensorsSource } from './tensors.ts';
import { trainSource } from './train.ts';

export const pytorch: Target = {
  title: 'PyTorch',
  extension: null,
  holds: 'network',
  takesData: true,
  summary: {
    en: 'A folder of Python: the network as an nn.Module, its weights, and a training script with the data, for one process or many (torchrun). PyTorch 1.13 or later.',
    ja: 'ネットワークの nn.Module、重み、データ、学習スクリプトを収めた Python のフォルダーです。1 プロセスでも複数プロセス (torchrun) でも動きます。PyTorch 1.13 以降で使えます。',
  },
  usage: (folder) => `cd ${shellWord(folder)}\npython -c "from model import load; print(load())"`,
  write: (model) => {
    const { project, network, data } = model;
    const portable = toPortable({ ...model, name: project.name }, model);
    const target = data?.parts.train.target;
    const trains = data && target && network.loss !== null && portable.weights.size > 0;
    const texts = new Map([
      ['README.md', readme(portable, Boolean(trains))],
      ['model.py', modelSource(portable)],
      ...(trains ? [['train.py', trainSource(network, portable, project.training, target.kind)] as const] : []),
      ['tensors.py', tensorsSource],
      ['requirements.txt', 'torch>=1.13\n'],
    ]);
    return new Map([
      ...[...texts].map(([name, text]) => [name, new TextEncoder().encode(text)] as const),
      ['weights.safetensors', writeSafetensors(stateDict(portable), { format: 'pt' })],
      ...(trains ? [['data.safetensors', writeSafetensors(rowsOf(data, portable.scaling), {})] as const] : []),
    ]);
  },
  read: readBack,
};

/** The weights under the names that PyTorch has for them, and what the input is standardised by. */
function stateDict({ network, weights, scaling }: Portable): Map<string, Tensor> {
  const names = pythonNames(network);
  const own = network.blocks.flatMap(({ node, weights: specs }) =>
    specs.map(({ name }): [string, Tensor] => {
      return [`${names.get(node.id)}.${name}`, weights.get(`${node.id}.${name}`) as Tensor];
    }),
  );
  const vector = (values: readonly number[]): Tensor => ({ shape: [values.length], data: Float32Array.from(values) });
  if (!scaling) return new Map(own);
  return new Map([['input_mean', vector(scaling.mean)], ['input_std', vector(scaling.std)], ...own]);
}

/** The prepared rows of each part; where the model standardises them itself, as they were before that. */
function rowsOf({ parts: prepared }: PreparedData, scaling: Scaling | null): Map<string, Tensor> {
  const raw = (x: Tensor) => (scaling ? removeScaling(x, scaling) : x);
  return new Map(
    parts.flatMap((part: Part) => {
      const { x, target } = prepared[part];
      return target ? [[`${part}.x`, raw(x)] as const, [`${part}.target`, target.values] as const] : [];
    }),
  );
}

/** What `model.py` computes with the weights that `load()` would get. */
function readBack(files: Files, { network }: ExportModel): Portable {
  const source = new TextDecoder().decode(fileOf(files, 'model.py'));
  const { tensors } = unwrap(readSafetensors(fileOf(files, 'weights.safetensors'), 'weights.safetensors'));
  return foreignPortable(readModule(source, tensors, network.input.features as number));
}
