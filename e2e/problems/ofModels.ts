/** What is wrong with weights and models, on their way in and out. */

import { fileOf, onlyFile, pack } from '../../core/exchange/target.ts';
import { exportModel, targetOf } from '../../core/exchange/targets.ts';
import { writeSafetensors } from '../../core/formats/safetensors.ts';
import { writeModel } from '../../core/project/model.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { network } from '../../core/testing/networks.ts';
import { modelOf } from '../../core/testing/trained.ts';
import { initialWeights } from '../../core/train/weights.ts';
import { chain, dropped, file, sound, type Way } from './way.ts';

const weights = initialWeights(network(sound), 1);
const changed = (name: string, value: Tensor | null) => {
  const all = new Map(weights);
  if (value) all.set(name, value);
  else all.delete(name);
  return all;
};

/** A model file of Gradwire's whose weights are not those that its network needs. */
const model = (name: string, all: ReadonlyMap<string, Tensor>) => {
  const { project } = modelOf(sound);
  return file(`${name}.safetensors`, writeModel({ project, weights: all, preprocessing: null }));
};

const foreign = modelOf(sound);
const web = exportModel('tfjs', foreign, 'web');

/** A TensorFlow.js model that nothing says was once a project, and that standardises its rows. */
function standardising(): Uint8Array {
  const preprocessing = { features: ['a', 'b'], scaling: { mean: [1, 2], std: [3, 4] } };
  const files = new Map(exportModel('tfjs', { ...foreign, preprocess: true, preprocessing }, 'web'));
  const { userDefinedMetadata: _, ...plain } = JSON.parse(new TextDecoder().decode(fileOf(files, 'model.json')));
  files.set('model.json', new TextEncoder().encode(JSON.stringify(plain)));
  return pack(targetOf('tfjs'), files, 'web');
}

/** The export dialog is opened on a network, and asked for an output. */
const exported =
  (graph: typeof sound, output: 'logits' | 'probabilities'): Way['reach'] =>
  async (user) => {
    const { bar, canvas, dialogs } = user.editor;
    await dropped({ graph })(user);
    await canvas.fitted();
    await bar.export.click();
    await dialogs.exportFormat('onnx').check();
    await dialogs.exportOutput.selectOption(output);
  };

export const ofModels = {
  badSafetensors: {
    reach: file('cut.safetensors', writeSafetensors(weights, {}).subarray(0, 60)),
    place: 'notice',
    en: "'cut.safetensors' is not a sound safetensors file: its header takes 136 bytes, but only 52 follow.",
    ja: '「cut.safetensors」は正しい safetensors ファイルではありません: ヘッダーは 136 バイトのはずですが、残りは 52 バイトだけです。',
  },
  weightMissing: {
    reach: model('hole', changed('linear1.bias', null)),
    place: 'notice',
    en: "The weights have no 'linear1.bias', which Linear 'linear1' needs.",
  },
  weightShape: {
    reach: model('narrow', changed('linear1.weight', tensor([2, 3], [1, 2, 3, 4, 5, 6]))),
    place: 'notice',
    en: "Linear 'linear1' gets 2 features from 'input', and its 'linear1.weight' is [2, 2], but the loaded one is [2, 3].",
    ja: 'Linear「linear1」には「input」から 2 個の特徴量が届くため、「linear1.weight」の形状は [2, 2] ですが、読み込んだ重みの形状は [2, 3] です。',
  },
  weightExtra: {
    reach: model('spare', changed('linear9.bias', tensor([1], [1]))),
    place: 'notice',
    en: "The weights hold 'linear9.bias', which no block of this network has.",
  },
  weightNotFinite: {
    reach: model('nan', changed('linear1.bias', tensor([2], [1, Number.NaN]))),
    place: 'notice',
    en: "The loaded weight 'linear1.bias' holds NaN.",
  },
  badModel: {
    reach: file('cut.onnx', onlyFile(exportModel('onnx', foreign, 'cut.onnx')).subarray(0, 90)),
    place: 'notice',
    en: "'cut.onnx' is not a sound ONNX file: it ends after 90 bytes.",
    ja: '「cut.onnx」は正しい ONNX ファイルではありません: 90 バイトで途切れています。',
  },
  unknownOp: {
    reach: async (user) => {
      const relu = modelOf(
        chain(
          2,
          [
            ['relu1', 'relu'],
            ['linear1', 'linear', { units: 2 }],
          ],
          ['loss', 'crossEntropy'],
        ),
      );
      const bytes = Buffer.from(onlyFile(exportModel('onnx', relu, 'x.onnx')));
      bytes.write('Gelu', bytes.indexOf('Relu'));
      await file('gelu.onnx', bytes)(user);
    },
    place: 'notice',
    en: "'gelu.onnx' uses 'Gelu' in node 'relu1' in a way that no block has.",
    ja: '「gelu.onnx」のノード「relu1」にある「Gelu」は、対応するブロックがない使い方です。',
  },
  notClassifier: {
    reach: exported(chain(2, [['linear1', 'linear', { units: 1 }]], ['loss', 'meanSquaredError']), 'probabilities'),
    place: 'dialog',
    en: "Linear 'linear1' gives values, not classes, so there are no probabilities and no logits.",
  },
  noLogits: {
    reach: exported(
      chain(
        2,
        [
          ['linear1', 'linear', { units: 2 }],
          ['sigmoid1', 'sigmoid'],
        ],
        ['loss', 'crossEntropy', { from: 'probabilities' }],
      ),
      'logits',
    ),
    place: 'dialog',
    en: "There are no logits before the probabilities of Sigmoid 'sigmoid1'.",
  },
  exportDiffers: {
    reach: async (user) => {
      const { bar, canvas, dialogs } = user.editor;
      await model('huge', changed('linear1.weight', tensor([2, 2], [3e38, 3e38, -3e38, 3e38])))(user);
      await canvas.fitted();
      await bar.export.click();
      await dialogs.exportFormat('onnx').check();
    },
    place: 'dialog',
    en: 'What was written as ONNX answers differently when it is read back: by NaN on 64 rows.',
  },
  filesBeside: {
    reach: file('model.json', fileOf(web, 'model.json')),
    place: 'notice',
    en: "'model.json' keeps its weights in other files: group1-shard1of1.bin.",
  },
  scalingLeft: {
    reach: file('scaled.zip', standardising()),
    place: 'notice',
    en: "The network of 'scaled.zip' standardises its rows itself; here that is done to the data.",
  },
} as const satisfies Record<string, Way>;
