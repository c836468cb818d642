import { unwrap } from '../../problem.ts';
import { modelMetadata } from '../../project/model.ts';
import { foreignPortable } from '../foreign.ts';
import { toPortable } from '../portable.ts';
import type { Target } from '../target.ts';
import { readTfjs } from './read.ts';
import { writeTfjs } from './write.ts';

export const tfjs: Target = {
  title: 'TensorFlow.js',
  extension: null,
  holds: 'network',
  summary: {
    en: 'A layers model for TensorFlow.js: model.json and the weights beside it. Gradwire opens it again.',
    ja: 'TensorFlow.js の layers モデルです。model.json と重みのファイルを含み、Gradwire で再び開けます。',
  },
  usage: (folder) =>
    `const model = await tf.loadLayersModel(${JSON.stringify(`${folder}/model.json`)});\nconst answer = model.predict(tf.tensor2d(rows));`,
  write: (model) => {
    const { project, preprocessing } = model;
    return writeTfjs(toPortable({ ...model, name: project.name }, model), modelMetadata(project, preprocessing));
  },
  read: (files) => foreignPortable(unwrap(readTfjs(files, 'model.json'))),
};
