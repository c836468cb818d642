import { describe } from '../describe.ts';
import type { Portable } from '../portable.ts';

/** The folder's README: what is in it, how to run it, and what differs from the training in the app. */
export function readme(portable: Portable, trains: boolean): string {
  const name = portable.name || 'A network';
  const training = `
## Train

\`\`\`sh
python train.py                        # goes on from the exported weights
python train.py --fresh                # starts from new ones
torchrun --nproc_per_node 2 train.py   # the same in two processes, on CPUs or GPUs
\`\`\`

PyTorch 1.13 on Python 3.11, as Debian 12 has it, starts processes only with \`torchrun -r 1 -t 1 …\`: a fault of theirs.

The rows, their split, the optimizer, the schedule, the batch size and the seed are those of the project. The weights
after every epoch go to \`trained.safetensors\`; \`load("trained.safetensors")\` reads them. Shuffles and dropout are drawn
by PyTorch, so with them the numbers differ from those in the app; without dropout, and with the rows in their order in
the app and here (\`--no-shuffle\`), they agree.
Across processes a batch is split and its gradients are averaged over its rows: the learning rate needs no change.
`;
  return `# ${name.replace(/\s+/g, ' ')}

${describe(portable)}

\`\`\`sh
pip install -r requirements.txt
\`\`\`

## Predict

\`\`\`python
import torch
from model import load

model = load()
with torch.no_grad():
    answer = model(torch.zeros(1, ${portable.network.input.features}))
\`\`\`
${trains ? training : ''}
| File | What it is |
|---|---|
| \`model.py\` | the network, and \`load()\`, which gives it the weights of a file |
| \`weights.safetensors\` | the exported weights, in the layout of \`state_dict\` |
| \`tensors.py\` | reads and writes safetensors, with the package of that name where it is installed |
${trains ? '| `train.py` | the training |\n| `data.safetensors` | the prepared rows and targets of the train, valid and test parts |\n' : ''}`;
}
