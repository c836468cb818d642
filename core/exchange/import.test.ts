import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '../formats/safetensors.ts';
import { unwrap } from '../problem.ts';
import { tensor, transpose } from '../tensor.ts';
import { classifier, network, regression, residual } from '../testing/networks.ts';
import { modelOf } from '../testing/trained.ts';
import { initialWeights } from '../train/weights.ts';
import { filesBeside, type Imported, isForeign, readImport } from './import.ts';
import { applyMatching, matchWeights } from './match.ts';
import { writeOnnx } from './onnx/write.ts';
import { toPortable } from './portable.ts';
import { onlyFile, pack } from './target.ts';
import { exportModel, targetOf } from './targets.ts';

const preprocessing = {
  features: ['a', 'b', 'c'],
  scaling: { mean: [1, 2, 3], std: [1, 2, 1] },
  classes: ['x', 'y', 'z'],
};
const given = modelOf(residual, { preprocessing });
const asNetwork = (imported: Imported) => {
  if (imported.kind !== 'network') throw new Error('weights alone');
  return imported;
};

describe('what was exported comes back the same', () => {
  it.each(['safetensors', 'onnx'] as const)('%s: the project, the preprocessing and every bit', (name) => {
    const bytes = onlyFile(exportModel(name, given, `test.${name}`));
    const { project, weights, preprocessing: read } = asNetwork(unwrap(readImport(bytes, `test.${name}`)));
    expect(project).toEqual(given.project);
    expect(weights).toEqual(given.weights);
    expect(read).toEqual(preprocessing);
  });

  it.each(['safetensors', 'npz', 'json', 'csv', 'onnx'] as const)('%s: every bit of numbers at the edges', (name) => {
    const edges = [-0, 0, 1e-45, -1.17549435e-38, 3.4028234663852886e38, 0.1, 1 / 3, -16777217];
    const weights = new Map(
      [...given.weights].map(([id, { shape, data }]) => [
        id,
        tensor(
          shape,
          data.map((_, at) => edges[at % 8] as number),
        ),
      ]),
    );
    const bytes = onlyFile(exportModel(name, { ...given, weights }, `test.${name}`));
    const read = unwrap(readImport(bytes, `test.${name}`)).weights;
    const bits = ({ data }: { data: Float32Array }) => [...new Uint32Array(data.slice().buffer)];
    for (const [id, value] of weights) expect(bits(read.get(id) as typeof value), id).toEqual(bits(value));
  });

  it('tfjs: the same, from the files beside it', () => {
    const files = exportModel('tfjs', given, 'folder');
    const bytes = files.get('model.json') as Uint8Array;
    expect(unwrap(filesBeside(bytes, 'model.json'))).toEqual([...files.keys()].slice(1));
    const { project, weights } = asNetwork(unwrap(readImport(bytes, 'model.json', files)));
    expect(project).toEqual(given.project);
    expect(weights).toEqual(given.weights);
  });

  it('tfjs: the same, from the zip that the app hands over', () => {
    const bytes = pack(targetOf('tfjs'), exportModel('tfjs', given, 'folder'), 'folder');
    expect(isForeign(bytes, 'folder.zip')).toBe(true);
    expect(asNetwork(unwrap(readImport(bytes, 'folder.zip'))).weights).toEqual(given.weights);
  });

  it('a network that standardises its rows is taken with its means, and says so', () => {
    const foreign = modelOf(residual, { preprocessing, preprocess: true, weights: given.weights });
    const { network } = foreign;
    const bytes = writeOnnx(toPortable({ name: 'x', network, weights: given.weights, preprocessing }, foreign), {});
    const result = readImport(bytes, 'x.onnx');
    expect(result.problems.map(({ code }) => code)).toContain('scalingLeft');
    expect(asNetwork(unwrap(result)).preprocessing?.scaling).toEqual(preprocessing.scaling);
  });

  it.each(['npz', 'json', 'csv'] as const)('%s: every bit of the weights', (name) => {
    const bytes = onlyFile(exportModel(name, given, `test.${name}`));
    const imported = unwrap(readImport(bytes, `test.${name}`));
    expect(imported).toEqual({ kind: 'weights', weights: given.weights });
  });
});

it('a network of other software is a project that can be trained', () => {
  const { project } = given;
  const files = exportModel('onnx', modelOf(classifier, { project: { ...project, graph: regression } }), 'x.onnx');
  const imported = asNetwork(unwrap(readImport(onlyFile(files), 'x.onnx')));
  expect(imported.project.graph.blocks.map(({ id }) => id)).toEqual([
    ...classifier.blocks.map(({ id }) => id).filter((id) => id !== 'loss'),
    'loss',
  ]);
  expect(imported.project.data).toBeNull();
});

describe('weights find their places', () => {
  const net = network(classifier);
  const weights = initialWeights(net, 3);

  it('by name, whatever wrappers put before it', () => {
    const wrapped = new Map([...weights].map(([name, value]) => [`module.${name}`, value]));
    const matching = matchWeights(net, wrapped);
    expect(matching.matches.every(({ by }) => by === 'name')).toBe(true);
    expect(applyMatching(matching, wrapped)).toEqual(weights);
  });

  it('Keras’s kernels are turned, square ones too', () => {
    const keras = new Map(
      [...weights].map(([name, value]) => {
        const kernel = name.endsWith('.weight');
        return [name.replace('.', '/').replace('weight', 'kernel:0'), kernel ? transpose(value) : value];
      }),
    );
    const matching = matchWeights(net, keras);
    expect(matching.matches.filter(({ square }) => square).map(({ weight }) => weight)).toEqual(['linear2.weight']);
    expect(applyMatching(matching, keras)).toEqual(weights);
  });

  it('else by shape, in the order of the file', () => {
    const nameless = new Map([...weights.values()].map((value, index) => [String(index), value]));
    const matching = matchWeights(net, nameless);
    expect(matching.matches.map(({ by }) => by)).toEqual(matching.matches.map(() => 'shape'));
    expect(applyMatching(matching, nameless)).toEqual(weights);
  });

  it('and what fits nowhere is said to be unused', () => {
    const extra = new Map([...weights, ['odd', tensor([3], [1, 2, 3])]]);
    expect(matchWeights(net, extra).unused).toEqual(['odd']);
    const without = new Map([...weights].slice(1));
    expect(matchWeights(net, without).matches[0]).toMatchObject({ weight: 'linear1.weight', from: null });
  });
});

describe('hostile files', () => {
  const files = (['safetensors', 'npz', 'onnx', 'json', 'csv'] as const).map((name) => {
    return [name, onlyFile(exportModel(name, given, `test.${name}`))] as const;
  });

  it.each(files)('%s: changed or cut anywhere, it is read or is a Problem', (name, bytes) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(bytes.length), (changes, length) => {
        const broken = bytes.slice(0, length);
        for (const [at, value] of changes) if (at < length) broken[at] = value;
        readImport(broken, `test.${name}`);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['x.safetensors', 'x.npz', 'x.onnx', 'x.json', 'x.csv', 'x'])('garbage named %s is a Problem', (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !readImport(bytes, name).ok),
      { numRuns: 100 },
    );
  });

  it('keys of objects’ prototypes are names like any other', () => {
    const bytes = new TextEncoder().encode(
      '{"__proto__":{"shape":[1],"data":[1]},"a.weight":{"shape":[1],"data":[2]}}',
    );
    const imported = unwrap(readImport(bytes, 'x.json'));
    expect([...(imported.kind === 'weights' ? imported.weights.keys() : [])]).toContain('a.weight');
    expect(({} as { shape?: unknown }).shape).toBeUndefined();
  });

  it('a safetensors file without tensors holds no weights', () => {
    const bytes = writeSafetensors(new Map(), {});
    expect(unwrap(readImport(bytes, 'x.safetensors'))).toEqual({ kind: 'weights', weights: new Map() });
  });
});
