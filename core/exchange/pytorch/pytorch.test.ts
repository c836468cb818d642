import { describe, expect, it } from 'vitest';
import { chain, classifier, randomMatrix, residual } from '../../testing/networks.ts';
import { engineAnswers, modelOf } from '../../testing/trained.ts';
import { fileOf } from '../target.ts';
import { verify } from '../verify.ts';
import { pytorch } from './index.ts';

const text = (graph: Parameters<typeof modelOf>[0], file: string, more = {}) =>
  new TextDecoder().decode(fileOf(pytorch.write(modelOf(graph, more), 'folder'), file));

describe('model.py', () => {
  it('reads as a person would write it', () => {
    const [, body = ''] = text(residual, 'model.py').split('    def forward(self, x):\n');
    expect(body.split('\n\n')[0]).toBe(
      [
        '        """The logits of the classes; a softmax makes probabilities."""',
        '        x = self.linear1(x)',
        '        x = self.relu1(x)',
        '        linear2 = self.linear2(x)',
        '        linear2 = self.tanh1(linear2)',
        '        add1 = x + linear2',
        '        x = torch.cat([add1, x], dim=1)',
        '        return self.linear3(x)',
      ].join('\n'),
    );
  });

  it('imports what it uses', () => {
    expect(text(residual, 'model.py')).toContain('\nimport torch\n');
    expect(text(classifier, 'model.py')).not.toMatch(/^import torch$|torch\./m);
  });

  it('keeps the logits at hand behind a Softmax', () => {
    expect(text(classifier, 'model.py')).toContain('return self.softmax(self.logits(x))');
    expect(text(classifier, 'model.py', { output: 'logits' })).not.toContain('nn.Softmax');
  });

  it('renames blocks whose ids mean something to Python or PyTorch', () => {
    const graph = chain(
      2,
      [
        ['class', 'linear'],
        ['forward', 'relu'],
        ['torch', 'linear', { units: 2 }],
      ],
      ['loss', 'crossEntropy'],
    );
    const source = text(graph, 'model.py');
    for (const name of ['self.class_ =', 'self.forward_ =', 'self.torch_ =']) expect(source).toContain(name);
  });

  it('lets no name break out of a text', () => {
    const project = { ...modelOf(classifier).project, name: 'a"""\nimport os\\' };
    expect(text(classifier, 'model.py', { project }).split('\n')[0]).toBe(`"""a''' import os', made with Gradwire."""`);
  });

  it('initialises as the project does', () => {
    const graph = chain(2, [['linear1', 'linear', { init: 'xavierUniform' }]], ['loss', 'crossEntropy']);
    expect(text(graph, 'model.py')).toContain(
      'nn.init.xavier_uniform_(self.linear1.weight)\n        nn.init.zeros_(self.linear1.bias)',
    );
  });
});

describe('what model.py says is what is proven', () => {
  const model = modelOf(residual);
  const x = randomMatrix(8, 3, 1);
  const changed = async (from: string, to: string) => {
    const files = pytorch.write(model, 'folder');
    const source = new TextDecoder().decode(fileOf(files, 'model.py'));
    expect(source).toContain(from);
    const tampered = new Map([...files, ['model.py', new TextEncoder().encode(source.replace(from, to))]]);
    return verify(pytorch, tampered, model, x, (await engineAnswers(model, x)).prediction);
  };

  it.each([
    ['a layer left out', '        x = self.relu1(x)\n', ''],
    ['another variable', 'self.tanh1(linear2)', 'self.tanh1(x)'],
    ['another order', 'torch.cat([add1, x], dim=1)', 'torch.cat([x, add1], dim=1)'],
    ['another layer', 'self.tanh1 = nn.Tanh()', 'self.tanh1 = nn.Sigmoid()'],
  ])('%s is told by the answers', async (_, from, to) => {
    expect((await changed(from, to)).difference).toBeGreaterThan(1e-3);
  });

  it.each([
    ['a variable that is not set', 'self.tanh1(linear2)', 'self.tanh1(linear9)'],
    ['a layer that is not there', 'self.tanh1(linear2)', 'self.tanh9(linear2)'],
    ['another shape', 'nn.Linear(3, 5)', 'nn.Linear(3, 6)'],
    ['a bias that is not there', 'nn.Linear(3, 5)', 'nn.Linear(3, 5, bias=False)'],
  ])('%s is a Problem', async (_, from, to) => {
    await expect(changed(from, to)).rejects.toThrow('model.py');
  });
});

it('without data there is nothing to train on', () => {
  expect([...pytorch.write(modelOf(classifier), 'folder').keys()].sort()).toEqual(
    ['README.md', 'model.py', 'requirements.txt', 'tensors.py', 'weights.safetensors'].sort(),
  );
});
