import { describe } from '../describe.ts';
import { type Portable, toPortable } from '../portable.ts';
import { fileOf, type Target } from '../target.ts';
import { readModule } from './read.ts';
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
  usage: (folder) => `import { predict } from ${path(folder)};\nconst answers = predict(rows);`,
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
  read: (files) => readModule(new TextDecoder().decode(fileOf(files, MODULE))),
};

/** The module as a file beside the folder imports it. */
function path(folder: string): string {
  return JSON.stringify(`./${folder}/${MODULE}`);
}

function readme(portable: Portable, folder: string): string {
  const { network, classes, name } = portable;
  return `# ${(name || 'A network').replace(/\s+/g, ' ')}

${describe(portable)}

\`\`\`js
import { predict${classes ? ', classes' : ''} } from ${path(folder)};

const answers = predict([[${new Array(Math.min(network.input.features as number, 8)).fill(0).join(', ')}${(network.input.features as number) > 8 ? ', …' : ''}]]);
\`\`\`

\`predict\` takes rows of ${network.input.features} numbers and gives a row of ${network.prediction.features} for each. The module has no
dependencies and runs in pages and in Node 18 or later; a page is served, since browsers load no module from a file.

Its kernels are written for [GPU.js](https://gpu.rocks); with that package they run on the GPU:

\`\`\`sh
npm install gpu.js
\`\`\`

\`\`\`js
import { accelerate } from ${path(folder)};

const { GPU } = await import('gpu.js');
const predict = accelerate(new GPU());
\`\`\`
`;
}
