import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem, Result } from '../../problem.ts';
import { unwrap } from '../../problem.ts';
import { classifier, residual } from '../../testing/networks.ts';
import { modelOf } from '../../testing/trained.ts';
import type { Foreign } from '../foreign.ts';
import { onlyFile } from '../target.ts';
import { onnx } from './index.ts';
import { readOnnx } from './read.ts';
import type { Message } from './schema.ts';
import { decode, encode } from './wire.ts';

const written = (graph = residual, more = {}) => onlyFile(onnx.write(modelOf(graph, more), 'test.onnx'));
const model = (bytes: Uint8Array) => unwrap(decode('Model', bytes, 'test.onnx'));
const codes = (result: { readonly problems: readonly Problem[] }) => result.problems.map(({ code }) => code);

describe('a written model', () => {
  const { irVersion, opsetImport, graph, metadataProps } = model(written());

  it('says its versions and takes any number of rows', () => {
    expect([irVersion, opsetImport?.[0]?.version]).toEqual([8, 17]);
    const dims = [...(graph?.input ?? []), ...(graph?.output ?? [])].map(({ name, type }) => [
      name,
      ...(type?.tensorType?.shape?.dim ?? []),
    ]);
    expect(dims).toEqual([
      ['input', { dimParam: 'rows' }, { dimValue: 3 }],
      ['linear3', { dimParam: 'rows' }, { dimValue: 3 }],
    ]);
  });

  it('names nodes after blocks and initializers as weights files do', () => {
    expect(graph?.node?.map(({ name, opType, input }) => [name, opType, ...(input ?? [])].join(' '))).toEqual([
      'linear1 Gemm input linear1.weight linear1.bias',
      'relu1 Relu linear1',
      'linear2 Gemm relu1 linear2.weight linear2.bias',
      'tanh1 Tanh linear2',
      'add1 Add relu1 tanh1',
      'concat1 Concat add1 relu1',
      'linear3 Gemm concat1 linear3.weight linear3.bias',
    ]);
    expect(graph?.initializer?.map(({ name, dims }) => [name, ...(dims ?? [])].join(' '))).toContain(
      'linear1.weight 5 3',
    );
    expect(metadataProps?.map(({ key }) => key)).toContain('gradwire');
  });

  it('gives back the same graph and weights, bit for bit', () => {
    const given = modelOf(classifier);
    const read = unwrap(readOnnx(onlyFile(onnx.write(given, 'test.onnx')), 'test.onnx'));
    expect(read.weights).toEqual(given.weights);
    const blocks = given.network.blocks.filter(({ block }) => block.category !== 'loss');
    expect(read.graph.blocks.map(({ id, type }) => [id, type])).toEqual(blocks.map(({ node }) => [node.id, node.type]));
  });
});

/** A model around nodes written by hand: input `x` `[rows, 2]`, numbers `w` `[2, 2]` and `b` `[2]`, output `y`. */
function handmade(node: readonly Message<'Node'>[], more: Message<'Graph'> = {}): Result<Foreign> {
  const info = (name: string) => {
    return { name, type: { tensorType: { elemType: 1, shape: { dim: [{}, { dimValue: 2 }] } } } };
  };
  const initializer = [
    { name: 'w', dims: [2, 2], dataType: 1, floatData: [1, 2, 3, 4] },
    { name: 'b', dims: [2], dataType: 1, floatData: [5, 6] },
  ];
  const graph = { node, initializer, input: [info('x')], output: [info('y')], ...more };
  return readOnnx(encode('Model', { irVersion: 8, graph }), 'test.onnx');
}

describe('models of other software', () => {
  it('a MatMul and the Add behind it are one Linear block, its weight transposed', () => {
    const { graph, weights } = unwrap(
      handmade([
        { opType: 'MatMul', name: '/fc/MatMul', input: ['x', 'w'], output: ['p'] },
        { opType: 'Add', input: ['b', 'p'], output: ['y'] },
      ]),
    );
    expect(graph.blocks.map(({ type }) => type)).toEqual(['input', 'linear']);
    expect([...weights.values()].map(({ data }) => [...data])).toEqual([
      [1, 3, 2, 4],
      [5, 6],
    ]);
  });

  it('Flatten, Identity and Constant leave no block behind', () => {
    const t = { dims: [2], dataType: 11, doubleData: [7, 8] };
    const { graph, weights } = unwrap(
      handmade([
        { opType: 'Constant', output: ['c'], attribute: [{ name: 'value', t }] },
        { opType: 'Flatten', input: ['x'], output: ['f'] },
        { opType: 'Gemm', input: ['f', 'w', 'c'], output: ['g'] },
        { opType: 'Identity', input: ['g'], output: ['y'] },
      ]),
    );
    expect(graph.blocks.map(({ id }) => id)).toEqual(['x', 'g']);
    expect([...(weights.get('g.bias')?.data ?? [])]).toEqual([7, 8]);
  });

  it.each<[string, Message<'Node'>]>([
    ['an operator without a block', { opType: 'Conv', name: 'conv1', input: ['x', 'w'], output: ['y'] }],
    [
      'a softmax along the rows',
      { opType: 'Softmax', name: 'conv1', input: ['x'], output: ['y'], attribute: [{ name: 'axis', i: 0 }] },
    ],
    [
      'a scaled Gemm',
      { opType: 'Gemm', name: 'conv1', input: ['x', 'w'], output: ['y'], attribute: [{ name: 'alpha', f: 2 }] },
    ],
    [
      'an operator of another domain',
      { opType: 'Relu', domain: 'com.example', name: 'conv1', input: ['x'], output: ['y'] },
    ],
    ['a node that reads what is not there', { opType: 'Relu', name: 'conv1', input: ['z'], output: ['y'] }],
  ])('%s is a Problem that names the node', (_, node) => {
    const result = handmade([node]);
    expect(codes(result)).toEqual(['unknownOp']);
    expect(result.problems[0]?.details).toMatchObject({ op: node.opType, node: 'conv1' });
  });

  it.each<[string, Message<'Graph'>]>([
    [
      'a shape that its numbers do not fill',
      { initializer: [{ name: 'w', dims: [2 ** 40, 2], dataType: 1, rawData: new Uint8Array(8) }] },
    ],
    ['a type that is no number', { initializer: [{ name: 'w', dims: [1], dataType: 8, rawData: new Uint8Array(4) }] }],
    [
      'numbers in another file',
      { initializer: [{ name: 'w', dims: [1], dataType: 1, dataLocation: 1, rawData: new Uint8Array(4) }] },
    ],
    ['no input', { input: [] }],
    ['no output', { output: [] }],
  ])('%s is a Problem', (_, more) => {
    expect(codes(handmade([{ opType: 'Relu', input: ['x'], output: ['y'] }], more))).toEqual(['badModel']);
  });
});

describe('hostile bytes', () => {
  const bytes = written();

  it('cut anywhere, a model is read whole or is a Problem', () => {
    for (let length = 0; length < bytes.length; length += 7)
      expect(readOnnx(bytes.subarray(0, length), 'x').ok).toBe(false);
  });

  it('changed anywhere, a model never makes the reader throw', () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const broken = bytes.slice();
        for (const [at, value] of changes) broken[at] = value;
        readOnnx(broken, 'x');
      }),
      { numRuns: 500 },
    );
  });

  it('garbage is never a model', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (garbage) => !readOnnx(garbage, 'x').ok));
  });

  it('a length beyond the end is told before anything is made of it', () => {
    const lying = Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x07);
    expect(readOnnx(lying, 'x').problems[0]?.message).toContain('are announced');
  });
});
