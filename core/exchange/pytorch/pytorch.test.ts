import { describe, expect, it } from 'vitest';
import { chain, classifier, residual } from '../../testing/networks.ts';
import { modelOf } from '../../testing/trained.ts';
import { fileOf } from '../target.ts';
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
        '        concat1 = torch.cat([add1, x], dim=1)',
        '        concat1 = self.linear3(concat1)',
        '        return concat1',
      ].join('\n'),
    );
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
    expect(text(classifier, 'model.py', { project }).split('\n')[0]).toBe(`"""a'''`);
    expect(text(classifier, 'model.py', { project })).toContain(`    import os', made with Gradwire."""`);
  });

  it('initialises as the project does', () => {
    const graph = chain(2, [['linear1', 'linear', { init: 'xavierUniform' }]], ['loss', 'crossEntropy']);
    expect(text(graph, 'model.py')).toContain(
      'nn.init.xavier_uniform_(self.linear1.weight)\n        nn.init.zeros_(self.linear1.bias)',
    );
  });
});

it('without data there is nothing to train on', () => {
  expect([...pytorch.write(modelOf(classifier), 'folder').keys()].sort()).toEqual(
    ['README.md', 'model.py', 'requirements.txt', 'tensors.py', 'weights.safetensors'].sort(),
  );
});
