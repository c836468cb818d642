import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockTypes } from '../blocks/index.ts';
import { chain, classifier, residual, sketch } from '../testing/networks.ts';
import type { Graph } from './graph.ts';
import { infer } from './infer.ts';
import { validate } from './validate.ts';

function found(graph: Graph, facts?: Parameters<typeof validate>[1]) {
  return validate(graph, facts).problems.map(({ code, block, severity }) => `${severity} ${code} ${block ?? '-'}`);
}

function without(graph: Graph, wire: string): Graph {
  return { ...graph, wires: graph.wires.filter(({ from, to }) => `${from} > ${to}` !== wire) };
}

const add = (graph: Graph, ...wires: string[]) =>
  sketch(
    graph.blocks.map(({ id, type, params }) => [id, type, params]),
    [...graph.wires.map(({ from, to }) => `${from} > ${to}`), ...wires],
  );

it('shapes and weights follow from the wires', () => {
  const { blocks } = infer(residual);
  expect([...blocks.values()].map(({ node, features }) => [node.id, features])).toEqual([
    ['input', 3],
    ['linear1', 5],
    ['relu1', 5],
    ['linear2', 5],
    ['tanh1', 5],
    ['add1', 5],
    ['concat1', 10],
    ['linear3', 3],
    ['loss', 1],
  ]);
  expect(blocks.get('linear3')?.weights.map(({ name, shape }) => [name, shape])).toEqual([
    ['weight', [3, 10]],
    ['bias', [3]],
  ]);
});

describe('what is wrong is said once, where it is wrong', () => {
  const broken: Record<string, [Graph, string[]]> = {
    'a cycle': [add(classifier, 'relu2.y > relu1.x'), ['error cycle relu1', 'error portTaken relu1']],
    'an input without a wire': [without(classifier, 'relu1.y > linear2.x'), ['error unwired linear2']],
    'two wires into one port': [add(classifier, 'linear1.y > softmax.x'), ['error portTaken softmax']],
    'an unknown block': [
      sketch(
        [
          ['input', 'input'],
          ['x1', 'attention'],
          ['loss', 'crossEntropy'],
        ],
        ['input.x > loss.prediction', 'input.target > loss.target'],
      ),
      ['error unknownBlock x1'],
    ],
    'an unknown param': [
      chain(2, [['linear1', 'linear', { unit: 3 }]], ['loss', 'crossEntropy']),
      ['error unknownParam linear1'],
    ],
    'no units': [
      chain(2, [['linear1', 'linear', { units: 0 }]], ['loss', 'crossEntropy']),
      ['error paramRange linear1'],
    ],
    'a billion units': [
      chain(2, [['linear1', 'linear', { units: 1e9 }]], ['loss', 'crossEntropy']),
      ['error paramRange linear1'],
    ],
    'half a unit': [
      chain(2, [['linear1', 'linear', { units: 2.5 }]], ['loss', 'crossEntropy']),
      ['error paramType linear1'],
    ],
    'shapes that cannot be added': [
      {
        ...residual,
        blocks: residual.blocks.map((node) => (node.id === 'linear2' ? { ...node, params: { units: 4 } } : node)),
      },
      ['error addShapes add1'],
    ],
    'a wire from nowhere': [add(classifier, 'nobody.y > relu1.x'), ['error wireEnd relu1']],
    'a target as input': [
      add(without(classifier, 'input.x > linear1.x'), 'input.target > linear1.x'),
      ['error targetIntoBlock linear1'],
    ],
    'features as target': [
      add(without(classifier, 'input.target > loss.target'), 'relu1.y > loss.target'),
      ['error notTarget loss'],
    ],
    'a bad name': [sketch([['1st', 'input']], []), ['error badId 1st', 'warning noLoss -']],
    'nothing at all': [{ blocks: [], wires: [] }, ['error noInput -', 'warning noLoss -']],
    'probabilities that are none': [
      chain(2, [['linear1', 'linear']], ['loss', 'crossEntropy', { from: 'probabilities' }]),
      ['warning needsProbabilities loss'],
    ],
    'nothing to train': [chain(2, [['relu1', 'relu']], ['loss', 'crossEntropy']), ['warning noWeights loss']],
    'a block beside the way': [
      add(
        { ...classifier, blocks: [...classifier.blocks, { id: 'relu9', type: 'relu', params: {} }] },
        'linear1.y > relu9.x',
      ),
      ['warning unusedBlock relu9'],
    ],
    'a block beside everything': [
      { ...classifier, blocks: [...classifier.blocks, { id: 'relu9', type: 'relu', params: {} }] },
      ['warning unusedBlock relu9'],
    ],
  };
  it.each(Object.entries(broken))('%s', (_, [graph, wanted]) => {
    expect(found(graph).sort()).toEqual([...wanted].sort());
  });
});

describe('messages', () => {
  it('name both blocks and the fix', () => {
    const graph = {
      ...residual,
      blocks: residual.blocks.map((n) => (n.id === 'linear2' ? { ...n, params: { units: 4 } } : n)),
    };
    const [one] = validate(graph).problems;
    expect(one?.message).toBe("Add 'add1' gets 5 features from 'relu1' but 4 from 'tanh1'.");
    expect(one?.hint).toBe("Set units of 'linear2' to 5, or join the two with a Concat block.");
    expect(one?.fix).toEqual({ kind: 'setParam', block: 'linear2', param: 'units', value: 5 });
  });

  it('tell what does not fit the data, and the unit count that would', () => {
    const facts = { features: 4, target: { kind: 'classes', width: 3 } } as const;
    expect(found(classifier, facts)).toEqual(['error featuresMismatch input', 'error classesMismatch loss']);
    const [features, classes] = validate(classifier, facts).problems;
    expect(features?.fix).toEqual({ kind: 'setParam', block: 'input', param: 'features', value: 4 });
    expect(classes?.message).toBe("The data has 3 classes, but CrossEntropy 'loss' gets 2 features from 'softmax'.");
    expect(classes?.fix).toEqual({ kind: 'setParam', block: 'linear3', param: 'units', value: 3 });
  });

  it('do not accept numbers as classes, nor classes as numbers', () => {
    expect(found(classifier, { features: 2, target: { kind: 'values', width: 2 } })).toEqual(['error targetKind loss']);
    const mse = chain(2, [['linear1', 'linear', { units: 1 }]], ['loss', 'meanSquaredError']);
    expect(found(mse, { features: 2, target: { kind: 'classes', width: 2 } })).toEqual(['error targetKind loss']);
  });
});

it('any tangle of blocks and wires gets an answer', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'input', 'loss', '', '__proto__', 'constructor');
  const port = fc.constantFrom('x', 'y', 'target', 'prediction', 'z', 'toString');
  const end = fc.tuple(id, port).map(([block, name]) => `${block}.${name}`);
  const param = fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.string());
  const node = fc.record({
    id,
    type: fc.constantFrom(...blockTypes, 'toString', 'mystery'),
    params: fc.dictionary(fc.constantFrom('units', 'rate', 'from', 'features', 'bias', '__proto__'), param),
  });
  fc.assert(
    fc.property(fc.array(node), fc.array(fc.record({ from: end, to: end })), (blocks, wires) => {
      const result = validate({ blocks, wires });
      expect(result.ok || result.problems.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
