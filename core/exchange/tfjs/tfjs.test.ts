import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../problem.ts';
import { residual } from '../../testing/networks.ts';
import { modelOf } from '../../testing/trained.ts';
import { fileOf } from '../target.ts';
import { tfjs } from './index.ts';
import { readTfjs, shardsOf } from './read.ts';

const encode = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const written = tfjs.write(modelOf(residual), 'folder');
const json = JSON.parse(new TextDecoder().decode(fileOf(written, 'model.json')));
const read = (model: unknown, shard = fileOf(written, 'group1-shard1of1.bin')) =>
  readTfjs(
    new Map([
      ['model.json', encode(model)],
      ['group1-shard1of1.bin', shard],
    ]),
    'model.json',
  );
const codes = (result: ReturnType<typeof read>) => result.problems.map(({ code }) => code);

it('gives back the same graph and weights, bit for bit', () => {
  const given = modelOf(residual);
  const { graph, weights } = unwrap(read(json));
  expect(weights).toEqual(given.weights);
  expect(graph.blocks.map(({ id }) => id)).toEqual(
    given.network.blocks.filter(({ block }) => block.category !== 'loss').map(({ node }) => node.id),
  );
});

/** As Keras saves a Sequential model: activations within layers, the input's shape in the first. */
const sequential = {
  modelTopology: {
    model_config: {
      class_name: 'Sequential',
      config: {
        name: 'sequential',
        layers: [
          {
            class_name: 'Dense',
            config: { name: 'dense', units: 2, activation: 'relu', use_bias: true, batch_input_shape: [null, 3] },
          },
          { class_name: 'Dense', config: { name: 'dense_1', units: 2, activation: 'softmax', use_bias: false } },
        ],
      },
    },
  },
  weightsManifest: [
    {
      paths: ['group1-shard1of1.bin'],
      weights: [
        { name: 'dense/kernel', shape: [3, 2], dtype: 'float32' },
        { name: 'dense/bias', shape: [2], dtype: 'float32' },
        { name: 'dense_1/kernel', shape: [2, 2], dtype: 'float32' },
      ],
    },
  ],
};
const numbers = new Uint8Array(Float32Array.from({ length: 12 }, (_, index) => index).buffer);

it('reads a Sequential model of Keras, its kernels transposed', () => {
  const { graph, weights } = unwrap(read(sequential, numbers));
  expect(graph.blocks.map(({ type }) => type)).toEqual(['input', 'linear', 'relu', 'linear', 'softmax']);
  expect([...(weights.get('dense.weight')?.data ?? [])]).toEqual([0, 2, 4, 1, 3, 5]);
  expect([...(weights.get('dense_1.weight')?.data ?? [])]).toEqual([8, 10, 9, 11]);
});

describe('what cannot be read is a Problem', () => {
  const change = (edit: (model: typeof sequential) => void) => {
    const model = structuredClone(sequential);
    edit(model);
    return codes(read(model, numbers));
  };
  const layers = (model: typeof sequential) =>
    model.modelTopology.model_config.config.layers as { class_name: string }[];
  const manifest = (model: typeof sequential) =>
    model.weightsManifest[0] as { paths: string[]; weights: { shape: number[]; dtype: string }[] };

  it.each<[string, string, (model: typeof sequential) => void]>([
    [
      'a layer without a block',
      'unknownOp',
      (model) => Object.assign(layers(model)[1] ?? {}, { class_name: 'Conv2D' }),
    ],
    [
      'a shape beyond the shard',
      'badModel',
      (model) => Object.assign(manifest(model).weights[0] ?? {}, { shape: [2 ** 40, 2] }),
    ],
    [
      'a shape that leaves bytes over',
      'badModel',
      (model) => Object.assign(manifest(model).weights[0] ?? {}, { shape: [1, 2] }),
    ],
    [
      'another type of number',
      'badModel',
      (model) => Object.assign(manifest(model).weights[0] ?? {}, { dtype: 'int32' }),
    ],
    ['a shard that is not there', 'badModel', (model) => manifest(model).paths.push('other.bin')],
    ['a shard named twice', 'badModel', (model) => manifest(model).paths.push('group1-shard1of1.bin')],
    ['no input shape', 'badModel', (model) => Object.assign(layers(model)[0] ?? {}, { config: { name: 'dense' } })],
  ])('%s', (_, code, edit) => {
    expect(change(edit)).toEqual([code]);
  });

  it('paths that lead elsewhere are refused', () => {
    for (const path of ['../secret', '/etc/passwd', 'a/b.bin', '..', 'C:x']) {
      const model = structuredClone(sequential);
      manifest(model).paths = [path];
      expect(shardsOf(encode(model), 'model.json').ok).toBe(false);
    }
    expect(unwrap(shardsOf(encode(sequential), 'model.json'))).toEqual(['group1-shard1of1.bin']);
  });

  it('whatever is changed in the text, the reader does not throw', () => {
    const text = JSON.stringify(json);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(20), fc.string({ maxLength: 5 }), (at, length, put) => {
        const broken = new TextEncoder().encode(text.slice(0, at) + put + text.slice(at + length));
        readTfjs(new Map([...written, ['model.json', broken]]), 'model.json');
      }),
      { numRuns: 500 },
    );
  });
});
