import { decodeElements, elementTypes } from '../../formats/elements.ts';
import { sizeOf, type Tensor, transpose } from '../../tensor.ts';
import { fromBase64 } from '../base64.ts';
import { describe } from '../describe.ts';
import { type Portable, toPortable } from '../portable.ts';
import { type ExportModel, type Files, fileOf, type Target } from '../target.ts';
import { moduleSource } from './write.ts';

const MODULE = 'model.js';

export const javascript: Target = {
  title: 'JavaScript',
  extension: null,
  holds: 'network',
  summary: {
    en: 'A module without dependencies that predicts in a page or in Node: the GPU.js kernels and the weights in one file.',
    ja: 'ページでも Node でも予測できる、依存のないモジュールです。GPU.js のカーネルと重みを 1 つのファイルに収めます。',
  },
  usage: (folder) => `import { predict } from './${folder}/${MODULE}';\nconst answers = predict(rows);`,
  write: (model, folder) => {
    const portable = toPortable({ ...model, name: model.project.name }, model);
    const texts = [
      ['README.md', readme(portable, folder)],
      [MODULE, moduleSource(portable)],
      // Tells Node that the file is a module, whatever lies around it.
      ['package.json', `${JSON.stringify({ private: true, type: 'module', main: MODULE }, null, 2)}\n`],
    ] as const;
    return new Map(texts.map(([name, text]) => [name, new TextEncoder().encode(text)]));
  },
  read: readBack,
};

function readme(portable: Portable, folder: string): string {
  const { network, classes, name } = portable;
  return `# ${(name || 'A network').replace(/\s+/g, ' ')}

${describe(portable)}

\`\`\`js
import { predict${classes ? ', classes' : ''} } from './${folder}/${MODULE}';

const answers = predict([[${new Array(Math.min(network.input.features as number, 8)).fill(0).join(', ')}${(network.input.features as number) > 8 ? ', …' : ''}]]);
\`\`\`

\`predict\` takes rows of ${network.input.features} numbers and gives a row of ${network.prediction.features} for each. The module has no
dependencies and runs in pages and in Node 18 or later. Its kernels are written for GPU.js; with that package
they run on the GPU:

\`\`\`js
import { accelerate } from './${folder}/${MODULE}';

const { GPU } = await import('gpu.js');
const predict = accelerate(new GPU());
\`\`\`
`;
}

/** The numbers that stand in the module's text, in the network whose plan it was written from. */
function readBack(files: Files, model: ExportModel): Portable {
  const text = new TextDecoder().decode(fileOf(files, MODULE));
  const constant = (name: string) =>
    JSON.parse(new RegExp(`^(?:export )?const ${name} = (.*);$`, 'm').exec(text)?.[1] ?? 'null');
  const packed = Object.entries(constant('weights') as Record<string, { shape: number[]; data: string }>);
  const weights = packed.map(([name, { shape, data }]): [string, Tensor] => {
    const bytes = fromBase64(data);
    if (bytes.length !== sizeOf(shape) * 4) throw new Error(`'${name}' has ${bytes.length} bytes`);
    const tensor = { shape, data: decodeElements(elementTypes.f32, bytes, true) };
    return [name, shape.length === 2 ? transpose(tensor) : tensor];
  });
  const portable = toPortable({ ...model, name: model.project.name }, model);
  return { ...portable, weights: new Map(weights), scaling: constant('scaling') };
}
