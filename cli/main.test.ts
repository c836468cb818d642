import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpz } from '../core/formats/npz.ts';
import { readSafetensors, writeSafetensors } from '../core/formats/safetensors.ts';
import { unwrap } from '../core/problem.ts';
import { oracleFiles } from '../core/testing/fixtures.ts';
import { chain } from '../core/testing/networks.ts';
import { differences, exact, fromJson, oracleCase } from '../core/testing/oracle.ts';
import { type Finished, gradwire, root } from './testing/gradwire.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file into the test's folder and returns its path. */
function file(name: string, content: string | Uint8Array | object): string {
  const target = path.join(folder, name);
  const plain = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(target, plain ? content : JSON.stringify(content));
  return target;
}

const example = (name: string) => path.join(root, 'examples', `${name}.gradwire`);
const json = ({ stdout }: Finished) => JSON.parse(stdout);
const project = (graph: object, more: object = {}) => ({ format: 'gradwire', version: 1, graph, ...more });
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe.concurrent('a training that cannot write on the way', () => {
  it('keeps what it has learnt, and says what it could not write', async () => {
    const [out, checkpoints] = [path.join(folder, 'kept.safetensors'), path.join(folder, 'blocked')];
    // Where the second checkpoint belongs is a folder.
    mkdirSync(path.join(checkpoints, 'epoch-0002.safetensors'), { recursive: true });
    const args = ['train', example('xor'), '--epochs', '5', '--checkpoints', checkpoints, '--out', out];
    const { code, stderr } = await gradwire(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/epoch-0002\.safetensors' cannot be written: it is a folder/);
    expect(unwrap(readSafetensors(new Uint8Array(readFileSync(out)), 'kept')).tensors.size).toBeGreaterThan(0);
  });
});

describe.concurrent('trace', () => {
  it.each(['residual_and_concat', 'softmax_then_cross_entropy', 'mse_regression'])(
    'equals PyTorch on %s',
    async (name) => {
      const oracle = oracleFiles.find((one) => one.name === name);
      if (!oracle) throw new Error('no such case');
      const { graph, weights } = oracleCase(oracle);
      const out = path.join(folder, `${name}.trace.json`);
      const result = await gradwire([
        'trace',
        file(`${name}.gradwire`, project(graph)),
        '--weights',
        file(`${name}.safetensors`, writeSafetensors(weights, {})),
        '--batch',
        file(`${name}.batch.json`, { x: oracle.batch.x, target: oracle.batch.t }),
        '--out',
        out,
      ]);
      expect(result).toMatchObject({ code: 0, stderr: '' });
      const tape = JSON.parse(readFileSync(out, 'utf8'));
      expect(Object.keys(tape)).toEqual(['loss', 'outputs', 'gradients', 'weightGradients']);
      const compare = (found: Record<string, { shape: number[]; data: number[] }>, wanted: typeof oracle.grad) =>
        Object.entries(wanted).flatMap(([id, value]) => {
          expect(found[id]?.shape).toEqual(value.shape);
          return differences(id, found[id]?.data, value.data, exact);
        });
      expect([
        ...differences('loss', [tape.loss], [oracle.loss], exact),
        ...compare(tape.outputs, oracle.forward),
        ...compare(tape.gradients, oracle.grad),
        ...compare(tape.weightGradients, oracle.weight_grad),
      ]).toEqual([]);
      expect(Object.keys(tape.gradients).sort()).toEqual(Object.keys(oracle.grad).sort());
    },
  );

  it('takes rows of a split, both ends included', async () => {
    const out = path.join(folder, 'rows.json');
    const result = await gradwire(['trace', example('circles'), '--split', 'valid', '--rows', '0-3', '--out', out]);
    expect(result.code).toBe(0);
    const tape = JSON.parse(readFileSync(out, 'utf8'));
    expect(tape.outputs.input.shape).toEqual([4, 2]);
    expect(tape.outputs.loss).toEqual({ shape: [], data: [tape.loss] });
    expect(tape.weightGradients['linear1.weight'].shape).toEqual([8, 2]);
  });
});

describe('train, eval, predict, export', () => {
  const weights = () => path.join(folder, 'spiral.safetensors');

  it('train uses fused multiply-add only where it is asked to', async () => {
    const common = ['train', example('xor'), '--epochs', '2', '--backend', 'webasm', '--json'];
    expect(json(await gradwire(common)).backend).toBe('webasm');
    expect(json(await gradwire([...common, '--fma'])).backend).toBe('webasm+fma');
  });

  it('the spiral reaches 95 % on its test split, and eval says the same of the written weights', async () => {
    const log = path.join(folder, 'spiral.jsonl');
    const trained = json(await gradwire(['train', example('spiral'), '--out', weights(), '--log', log, '--json']));
    expect(trained.test.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(trained).toMatchObject({ backend: 'webasm', executor: expect.stringMatching(/^fused/), ended: 'epochs' });
    expect(trained.blocked).toBeGreaterThan(0);
    const evaluated = json(await gradwire(['eval', example('spiral'), '--weights', weights(), '--json']));
    expect(Object.keys(evaluated).slice(0, 6)).toEqual(['split', 'rows', 'loss', 'accuracy', 'classes', 'confusion']);
    expect(evaluated).toMatchObject({ split: 'test', rows: 100, classes: ['0', '1'] });
    expect(evaluated.accuracy).toBe(trained.test.accuracy);
    expect(evaluated.loss).toBe(trained.test.loss);
    expect(evaluated.confusion.flat().reduce((a: number, b: number) => a + b)).toBe(100);
    const logged = lines(readFileSync(log, 'utf8')).map((line) => JSON.parse(line));
    expect(logged.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
    expect(Object.keys(logged[0])).toEqual([
      'epoch',
      'step',
      'loss',
      'accuracy',
      'validLoss',
      'validAccuracy',
      'seconds',
    ]);
    expect(logged[79]).toMatchObject({ step: 4000, loss: trained.loss, validLoss: trained.validLoss });
  });

  it('a training that stops early tells the figures of the weights that it keeps', async () => {
    const early = JSON.parse(readFileSync(example('xor'), 'utf8'));
    const source = { kind: 'generated', generator: 'gauss', samples: 80, noise: 0.9, seed: 2 };
    const training = { ...early.training, epochs: 200, earlyStopping: { patience: 3 } };
    const data = { source, split: { train: 0.5, valid: 0.5, test: 0 } };
    const noisy = file('early.gradwire', { ...early, data, training });
    const [out, log] = [path.join(folder, 'early.safetensors'), path.join(folder, 'early.jsonl')];
    const trained = json(await gradwire(['train', noisy, '--out', out, '--log', log, '--json']));
    expect(trained.ended).toBe('early');
    const logged = lines(readFileSync(log, 'utf8')).map((line) => JSON.parse(line));
    expect(logged).toHaveLength(trained.best.epoch + 3);
    expect(logged[trained.best.epoch - 1]).toMatchObject({ loss: trained.loss, validLoss: trained.validLoss });
    const evaluated = json(await gradwire(['eval', noisy, '--weights', out, '--split', 'valid', '--json']));
    expect(evaluated.loss).toBe(trained.validLoss);
    expect(evaluated.accuracy).toBe(trained.validAccuracy);
  });

  it('predict writes a row for a row, with a probability for each class', async () => {
    const out = path.join(folder, 'p.csv');
    const data = file('points.csv', 'x1,x2\n0.1,0.2\n-3,4\n5,-1\n');
    const result = await gradwire(['predict', example('spiral'), '--weights', weights(), '--data', data, '--out', out]);
    expect(result.code).toBe(0);
    const [header, ...rows] = lines(readFileSync(out, 'utf8')).map((line) => line.trim().split(','));
    expect(header).toEqual(['row', 'predicted', 'p_0', 'p_1']);
    expect(rows.map(([row]) => row)).toEqual(['0', '1', '2']);
    for (const [, predicted, ...shares] of rows) {
      expect(Number(shares[0]) + Number(shares[1])).toBeCloseTo(1, 5);
      expect(Number(shares[Number(predicted)])).toBeGreaterThanOrEqual(0.5);
    }
  });

  it.each(['safetensors', 'npz', 'json', 'csv'])('export writes %s', async (format) => {
    const out = path.join(folder, `weights.${format}`);
    const result = await gradwire(['export', example('spiral'), '--weights', weights(), '--to', format, '--out', out]);
    expect(result.code).toBe(0);
    const bytes = new Uint8Array(readFileSync(out));
    const wanted = unwrap(readSafetensors(new Uint8Array(readFileSync(weights())), 'w')).tensors;
    const readers: Record<string, () => ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>> = {
      safetensors: () => unwrap(readSafetensors(bytes, 'w')).tensors,
      npz: () => new Map([...unwrap(readNpz(bytes, 'w'))].map(([name, { tensor }]) => [name, tensor])),
      json: () =>
        new Map(
          Object.entries(JSON.parse(readFileSync(out, 'utf8'))).map(([name, value]) => [
            name,
            fromJson(value as never),
          ]),
        ),
      csv: () => {
        const rows = lines(readFileSync(out, 'utf8'))
          .slice(1)
          .map((line) => line.trim().split(','));
        const names = [...new Set(rows.map(([name = '']) => name))];
        return new Map(
          names.map((name) => {
            const data = Float32Array.from(
              rows.filter(([one]) => one === name),
              ([, , , value]) => Number(value),
            );
            return [name, { shape: wanted.get(name)?.shape ?? [], data }];
          }),
        );
      },
    };
    expect(readers[format]?.()).toEqual(wanted);
  });

  it('resumed from any epoch’s checkpoint it ends with the same weights, bit for bit', async () => {
    const checkpoints = path.join(folder, 'runs');
    const [whole, resumed] = [path.join(folder, 'whole.safetensors'), path.join(folder, 'resumed.safetensors')];
    const common = ['train', example('residual'), '--epochs', '6'];
    expect((await gradwire([...common, '--out', whole, '--checkpoints', checkpoints])).code).toBe(0);
    expect(readdirSync(checkpoints)).toEqual([1, 2, 3, 4, 5, 6].map((epoch) => `epoch-000${epoch}.safetensors`));
    const from = path.join(checkpoints, 'epoch-0002.safetensors');
    expect((await gradwire([...common, '--resume', from, '--out', resumed])).code).toBe(0);
    const tensors = (name: string) => unwrap(readSafetensors(new Uint8Array(readFileSync(name)), 'w')).tensors;
    expect(tensors(resumed)).toEqual(tensors(whole));
  });

  it('a CSV of one’s own with a text label column trains the same way', async () => {
    const rows = Array.from({ length: 150 }, (_, index) => {
      const kind = ['iris', 'rose', '桜'][index % 3];
      const at = index % 3;
      return `${at + Math.sin(index)},${at * 2 + Math.cos(index)},${Math.sin(7 * index)},${kind}`;
    });
    const data = file('flowers.csv', `a,b,c,kind\n${rows.join('\n')}\n`);
    const own = chain(
      3,
      [
        ['linear1', 'linear', { units: 16 }],
        ['relu1', 'relu'],
        ['linear2', 'linear', { units: 3 }],
        ['softmax', 'softmax'],
      ],
      ['loss', 'crossEntropy'],
    );
    const plain = file('flowers.gradwire', project(own));
    const out = path.join(folder, 'flowers.safetensors');
    const trained = await gradwire(['train', plain, '--data', data, '--out', out, '--json']);
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    expect(json(trained).test.accuracy).toBeGreaterThan(0.9);
    const source = { kind: 'table', path: 'flowers.csv', target: 'kind' };
    const within = file('within.gradwire', project(own, { data: { source, standardize: true } }));
    const second = await gradwire(['train', within, '--out', out, '--json']);
    expect(json(second).test.accuracy).toBeGreaterThan(0.9);
    const evaluated = json(await gradwire(['eval', within, '--weights', out, '--data', data, '--json']));
    expect(evaluated).toMatchObject({ rows: 150, classes: ['iris', 'rose', '桜'] });
  });

  it('--data with a batch makes N epochs N steps on it', async () => {
    const oracle = oracleFiles.find((one) => one.name === 'single_linear_logits');
    if (!oracle) throw new Error('no such case');
    const { graph, weights: start } = oracleCase(oracle);
    const [after] = oracle.after;
    const training = { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 6, epochs: 5, shuffle: false };
    const out = path.join(folder, 'after.safetensors');
    const result = await gradwire([
      'train',
      file('batch.gradwire', project(graph, { training })),
      '--init',
      file('init.safetensors', writeSafetensors(start, {})),
      '--data',
      file('batch.json', { x: oracle.batch.x, target: oracle.batch.t }),
      '--out',
      out,
    ]);
    expect(result.code).toBe(0);
    const found = unwrap(readSafetensors(new Uint8Array(readFileSync(out)), 'w')).tensors;
    const wanted = Object.entries(after?.weights ?? {});
    expect(wanted.flatMap(([name, { data }]) => differences(name, found.get(name)?.data, data, exact))).toEqual([]);
  });
});

describe.concurrent('check and data', () => {
  it('check tells shapes and parameters', async () => {
    const result = await gradwire(['check', example('residual'), '--json']);
    expect(result.code).toBe(0);
    expect(json(result)).toMatchObject({
      parameters: 2 * 8 + 8 + 8 * 8 + 8 + 8 * 2 + 2,
      problems: [],
      blocks: expect.arrayContaining([{ id: 'add1', type: 'add', shape: ['B', 8], parameters: 0 }]),
    });
  });

  it('data writes the prepared splits', async () => {
    const out = path.join(folder, 'splits.npz');
    const result = await gradwire(['data', example('digits'), '--out', out, '--json']);
    expect(json(result).splits).toMatchObject({ train: { rows: 1600 }, valid: { rows: 200 }, test: { rows: 200 } });
    const arrays = unwrap(readNpz(new Uint8Array(readFileSync(out)), 'x'));
    expect([...arrays].map(([name, { tensor }]) => [name, tensor.shape])).toEqual([
      ['x_train', [1600, 64]],
      ['target_train', [1600]],
      ['x_valid', [200, 64]],
      ['target_valid', [200]],
      ['x_test', [200, 64]],
      ['target_test', [200]],
    ]);
  });
});

describe.concurrent('bad input gets one clear line and exit code 1', () => {
  const small = chain(2, [['linear1', 'linear', { units: 2 }]], ['loss', 'crossEntropy']);
  const xor = { source: { kind: 'generated', generator: 'xor', samples: 50 } };
  const sound = project(small, { data: xor });
  const exploding = {
    ...sound,
    training: { optimizer: { type: 'sgd', learningRate: 1000, momentum: 0.9 }, epochs: 500 },
  };
  const wide = chain(
    2,
    [
      ['linear1', 'linear', { units: 1_000_000 }],
      ['linear2', 'linear', { units: 1_000_000 }],
      ['linear3', 'linear', { units: 2 }],
    ],
    ['loss', 'crossEntropy'],
  );
  const lying = () => {
    const bytes = writeSafetensors(new Map(), {});
    new DataView(bytes.buffer).setBigUint64(0, 10n ** 15n, true);
    return bytes;
  };
  const cases: Record<string, () => readonly [args: string[], line: RegExp]> = {
    'not JSON': () => [['check', file('a.gradwire', '{"format"')], /^error: '.*a\.gradwire' is not JSON: /],
    'a missing file': () => [['check', 'nowhere.gradwire'], /^error: The file 'nowhere\.gradwire' was not found\./],
    'a folder': () => [['check', folder], /^error: The file '.*' cannot be read: it is a folder\./],
    'a newer version': () => [
      ['check', file('b.gradwire', { ...sound, version: 9 })],
      /has version 9; this Gradwire reads up to version 1/,
    ],
    'an unknown block': () => [
      ['train', file('c.gradwire', project({ blocks: [{ id: 'a', type: 'gelu' }], wires: [] }))],
      /^error a: Block 'a' has the unknown type 'gelu'\./,
    ],
    'a cycle': () => [
      [
        'check',
        file(
          'd.gradwire',
          project({ ...small, wires: [...small.wires.slice(1), { from: 'linear1.y', to: 'linear1.x' }] }),
        ),
      ],
      /^error linear1\.x: The wires go in a circle: linear1 → linear1\./,
    ],
    'units of a billion': () => [
      [
        'train',
        file('e.gradwire', project(chain(2, [['linear1', 'linear', { units: 1e9 }]], ['loss', 'crossEntropy']))),
      ],
      /^error linear1\.units: Parameter 'units' of Linear 'linear1' is 1000000000, outside 1 to 1000000\./,
    ],
    'a network beyond memory': () => [
      ['train', file('f.gradwire', project(wide, { data: xor }))],
      /^error linear2\.units: The network needs about .* of memory .* Linear 'linear2' takes the most/,
    ],
    'a target outside the classes': () => [
      ['train', file('g.gradwire', project(small)), '--data', file('g.csv', 'a,b,t\n1,2,0\n1,2,5\n')],
      /^error: The target of row 1 is 5, outside the classes 0 to 1\./,
    ],
    'text in a numeric column': () => [
      ['train', file('h.gradwire', project(small)), '--data', file('h.csv', 'a,b,t\n1,2,0\nx,2,1\n')],
      /^error: '.*h\.csv' has "x" in row 2, column 'a', where a number is needed\./,
    ],
    'a batch of the wrong width': () => [
      [
        'trace',
        file('i.gradwire', sound),
        '--batch',
        file('i.json', { x: { shape: [1, 3], data: [1, 2, 3] }, target: { shape: [1], data: [0] } }),
        '--out',
        path.join(folder, 'i.out.json'),
      ],
      /^error input\.features: Input 'input' expects 2 features, but the data has 3\./,
    ],
    'a batch that holds less than it says': () => [
      ['trace', file('j.gradwire', sound), '--batch', file('j.json', { x: { shape: [4, 2], data: [1] } })],
      /^error: The batch is not usable: x has shape \[4, 2\], which is 8 numbers, but holds 1\./,
    ],
    'a lying safetensors header': () => [
      ['eval', file('k.gradwire', sound), '--weights', file('k.safetensors', lying())],
      /^error: '.*k\.safetensors' is not a sound safetensors file: /,
    ],
    'weights of another net': () => [
      [
        'eval',
        file('l.gradwire', sound),
        '--weights',
        file(
          'l.safetensors',
          writeSafetensors(
            new Map([
              ['linear1.weight', { shape: [2, 16], data: new Float32Array(32) }],
              ['linear1.bias', { shape: [2], data: new Float32Array(2) }],
            ]),
            {},
          ),
        ),
      ],
      /^error linear1: Linear 'linear1' gets 2 features from 'input', and its 'linear1\.weight' is \[2, 2\], but the loaded one is \[2, 16\]\./,
    ],
    'a loss that is no longer finite': () => [
      [
        'train',
        file('m.gradwire', { ...exploding, data: { ...xor, derive: ['x1^2', 'x2^2'] } }),
        '--data',
        file(
          'm.csv',
          `a,b,t\n${Array.from({ length: 40 }, (_, i) => `${(i % 7) * 1e18},${(i % 5) * 1e18},${i % 2}`).join('\n')}\n`,
        ),
        '--out',
        path.join(folder, 'm.safetensors'),
      ],
      /^error (linear1|loss): Training stopped in epoch \d+, step \d+: the (output|gradient|update|loss) of /,
    ],
    'a place that cannot be written': () => [
      ['train', file('n.gradwire', sound), '--out', path.join(folder, 'no', 'such', 'w.safetensors')],
      /^error: The file '.*' cannot be written: its folder does not exist\./,
    ],
  };

  it.each(Object.keys(cases))('%s', async (name) => {
    const [args, line] = cases[name]?.() ?? [[], /never/];
    const result = await gradwire(args);
    expect(result.code, result.stderr).toBe(1);
    expect(lines(result.stderr).length).toBeLessThanOrEqual(11);
    expect(lines(result.stderr)[0]).toMatch(line);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });

  it('the last finite weights are written when training breaks', async () => {
    const [args] = cases['a loss that is no longer finite']?.() ?? [[]];
    const out = path.join(folder, 'broken.safetensors');
    await gradwire([...args.slice(0, -1), out]);
    const { tensors } = unwrap(readSafetensors(new Uint8Array(readFileSync(out)), 'w'));
    expect([...tensors.values()].every(({ data }) => data.every(Number.isFinite))).toBe(true);
    expect(tensors.size).toBe(2);
  });

  it('with --json the Problems are the result', async () => {
    const result = await gradwire([
      'check',
      file('o.gradwire', project({ blocks: [{ id: 'a', type: 'gelu' }] })),
      '--json',
    ]);
    expect(result.code).toBe(1);
    const [problem] = json(result).problems;
    expect(Object.keys(problem)).toEqual(['severity', 'code', 'block', 'port', 'message', 'hint']);
  });
});

describe.concurrent('wrong usage is exit code 2', () => {
  it.each([
    [[]],
    [['paint']],
    [['train']],
    [['train', 'a', 'b']],
    [['train', 'a', '--speed', '9']],
    [['train', 'a', '--epochs', 'many']],
    [['train', 'a', '--backend', 'webgl2']],
    [['eval', 'a']],
    [['export', 'a', '--to', 'caffe', '--weights', 'w', '--out', 'o']],
    [['trace', example('xor')]],
  ])('%j', async (args) => {
    const { code, stderr } = await gradwire(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/usage: gradwire/);
  });

  it('asking for help is none', async () => {
    expect((await gradwire(['--help'])).code).toBe(0);
    expect((await gradwire(['train', '--help'])).stdout).toMatch(/usage: gradwire train PROJECT/);
  });
});
