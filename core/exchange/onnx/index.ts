import { unwrap } from '../../problem.ts';
import { modelMetadata } from '../../project/model.ts';
import { foreignPortable } from '../foreign.ts';
import { toPortable } from '../portable.ts';
import { onlyFile, singleFile, type Target } from '../target.ts';
import { readOnnx } from './read.ts';
import { writeOnnx } from './write.ts';

export const onnx: Target = {
  title: 'ONNX',
  extension: 'onnx',
  holds: 'network',
  summary: {
    en: 'The network and its weights in one file, for ONNX Runtime and everything that runs ONNX (opset 17, any number of rows). Gradwire opens it again.',
    ja: 'ネットワークと重みを 1 つのファイルに収めます。ONNX Runtime など、ONNX を実行できるソフトウェアで使えます (opset 17、行数は任意)。Gradwire で再び開けます。',
  },
  usage: (file) =>
    `import onnxruntime\nsession = onnxruntime.InferenceSession(${JSON.stringify(file)})\n[answer] = session.run(None, {session.get_inputs()[0].name: rows})`,
  write: (model, name) => {
    const { project, preprocessing } = model;
    const portable = toPortable({ ...model, name: project.name }, model);
    return singleFile(name, writeOnnx(portable, modelMetadata(project, preprocessing)));
  },
  read: (files) => {
    const [name = ''] = files.keys();
    return foreignPortable(unwrap(readOnnx(onlyFile(files), name)));
  },
};
