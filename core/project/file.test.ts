import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { readProject, writeProject } from './file.ts';
import { readHandRows, writeHandRows } from './handInputs.ts';

const minimal = { format: 'gradwire', version: 1, graph: { blocks: [], wires: [] } };

/** The same with texts for numbers. */
function replaceNumbers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === 'number' ? String(inner) : inner));
}

function codes(file: unknown): string[] {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  return readProject(text, 'p.gradwire').problems.map(({ code }) => code);
}

describe('reading', () => {
  it('gives every key but format, version and graph a default', () => {
    const result = readProject(JSON.stringify(minimal), 'p');
    expect(result).toMatchObject({
      ok: true,
      value: {
        name: 'Untitled',
        data: null,
        training: { optimizer: { type: 'sgd' }, batchSize: 16, epochs: 60, seed: 1, shuffle: true },
      },
    });
  });

  it('fills in the defaults of a source, a split and an optimizer', () => {
    const data = { source: { kind: 'generated', generator: 'xor' } };
    const training = { optimizer: { type: 'adam' } };
    expect(readProject(JSON.stringify({ ...minimal, data, training }), 'p')).toMatchObject({
      ok: true,
      value: {
        data: { source: { samples: 500, noise: 0, seed: 1 }, split: { train: 0.8, valid: 0.1, test: 0.1, seed: 1 } },
        training: { optimizer: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 } },
      },
    });
  });

  it.each([
    ['{"sky": {"encode": "oneHot", "missing": "mean"}}', 'data.source.columns.sky.missing', 'one of drop, category'],
    ['{"heat": {"missing": "category"}}', 'data.source.columns.heat.missing', 'one of drop, mean, median'],
    ['{"sky": {"encode": "label"}}', 'data.source.columns.sky.encode', ''],
    ['{"sky": 3}', 'data.source.columns.sky', 'an object'],
  ])('refuses a rule for a column that makes no sense: %s', (columns, path, expected) => {
    const source = { kind: 'table', path: 'a.csv', columns: JSON.parse(columns) };
    const { problems } = readProject(JSON.stringify({ ...minimal, data: { source } }), 'p');
    expect(problems).toMatchObject([{ code: 'invalidField', details: { path } }]);
    expect(problems[0]?.details.expected).toContain(expected);
  });

  it('keeps the rules of columns, whatever they are called', () => {
    const columns = '{"constructor":{"encode":"oneHot"},"id":{"missing":"mean"}}';
    const text = JSON.stringify({ ...minimal, data: { source: { kind: 'table', path: 'a.csv' } } });
    const first = readProject(text.replace('"a.csv"', `"a.csv","columns":${columns}`), 'p');
    if (!first.ok) throw new Error('not read');
    const source = JSON.parse(writeProject(first.value)).data.source;
    expect(source.columns).toEqual(JSON.parse(columns));
  });

  it.each([
    ['{', ['notJson']],
    ['', ['notJson']],
    ['[]', ['notGradwire']],
    ['null', ['notGradwire']],
    [{ ...minimal, format: 'onnx' }, ['notGradwire']],
    [{ ...minimal, version: 2 }, ['newerVersion']],
    [{ ...minimal, version: '1' }, ['invalidField']],
    [{ format: 'gradwire', version: 1 }, ['invalidField']],
    [{ ...minimal, training: { batchSize: 0, epochs: 1.5 } }, ['invalidField', 'invalidField']],
    [{ ...minimal, training: { optimizer: { type: 'sgd', lr: 1 } } }, ['invalidField']],
    [{ ...minimal, training: { optimizer: { type: 'lion' } } }, ['invalidField']],
    [{ ...minimal, data: { source: { kind: 'sql' } } }, ['invalidField']],
    [{ ...minimal, handRows: { x: [] } }, ['invalidField']],
    [{ ...minimal, handRows: { x: [[1], [1, 2]] } }, ['invalidField']],
    [{ ...minimal, handRows: { x: [[1e39]] } }, ['invalidField']],
    [{ ...minimal, handRows: { x: [[1]], target: [[1], [2]] } }, ['invalidField']],
  ])('%j is %j', (file, wanted) => {
    expect(codes(file)).toEqual(wanted);
  });

  it('names the place and what would be right', () => {
    const file = { ...minimal, training: { batchSize: 0, optimizer: { type: 'sgd', lr: 1 } } };
    expect(readProject(JSON.stringify(file), 'p').problems.map(({ message }) => message)).toEqual([
      `'training.optimizer.lr' in the project is 1, not left out: no such setting.`,
      `'training.batchSize' in the project is 0, not a number of at least 1.`,
    ]);
  });
});

describe('writing', () => {
  it('keeps keys that this version does not know, and orders those it does', () => {
    const file = {
      graph: { wires: [], blocks: [{ type: 'relu', id: 'relu1', color: 'red' }], layout: 'free' },
      future: { a: [1, 2] },
      version: 1,
      format: 'gradwire',
      training: { seed: 3, hints: ['x'] },
    };
    const result = readProject(JSON.stringify(file), 'p');
    if (!result.ok) throw new Error('not read');
    const text = writeProject(result.value);
    const again = JSON.parse(text);
    expect(again).toMatchObject(file);
    expect(Object.keys(again)).toEqual(['format', 'version', 'name', 'graph', 'training', 'future']);
    expect(Object.keys(again.graph.blocks[0])).toEqual(['id', 'type', 'params', 'color']);
    expect(text.split('\n')[1]).toBe('  "format": "gradwire",');
  });

  it('keeps rows that were typed by hand, a line each', () => {
    const handRows = {
      x: [
        [0.1, -2],
        [1e-7, 3.5],
      ],
      target: [[1], [0]],
    };
    const read = readProject(JSON.stringify({ ...minimal, handRows }), 'p');
    if (!read.ok || !read.value.handRows) throw new Error('not read');
    const inputs = readHandRows(read.value.handRows);
    expect(inputs.x).toEqual(tensor([2, 2], [0.1, -2, 1e-7, 3.5]));
    expect(inputs.target).toEqual(tensor([2, 1], [1, 0]));
    const text = writeProject({ ...read.value, handRows: writeHandRows(inputs) });
    expect(text).toContain('      [0.1, -2],\n      [1e-7, 3.5]\n');
    expect(JSON.parse(text).handRows).toEqual(handRows);
  });

  it('can be read again whatever numbers were typed', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (row) => {
        const handRows = writeHandRows({ x: tensor([1, row.length], row), target: null });
        const project = readProject(JSON.stringify(minimal), 'p');
        const read = project.ok ? readProject(writeProject({ ...project.value, handRows }), 'p') : project;
        if (!read.ok || !read.value.handRows) throw new Error('not read');
        expect([...readHandRows(read.value.handRows).x.data]).toEqual(row.map((value) => value || 0));
      }),
    );
  });

  it('is laid out as JSON.stringify lays it out, but for lists of numbers', () => {
    const future = fc.jsonValue().map(replaceNumbers);
    fc.assert(
      fc.property(future, (value) => {
        const project = readProject(JSON.stringify({ ...minimal, future: value }), 'p');
        if (!project.ok) throw new Error('not read');
        const text = writeProject(project.value);
        expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
      }),
    );
  });

  it('and reading again change nothing more', () => {
    const data = { source: { kind: 'table', path: 'a.csv', target: 'class' }, derive: ['x1^2'] };
    const first = readProject(JSON.stringify({ ...minimal, data }), 'p');
    if (!first.ok) throw new Error('not read');
    const text = writeProject(first.value);
    const second = readProject(text, 'p');
    expect(second.ok && writeProject(second.value)).toBe(text);
  });
});

describe('hostile files', () => {
  const key = fc.oneof(
    fc.constantFrom('format', 'version', 'graph', 'blocks', 'wires', 'data', 'source', 'kind', 'training', 'optimizer'),
    fc.constantFrom('__proto__', 'constructor', 'toString', ''),
    fc.string(),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1.5, 1e308, '', 'xor', 'sgd'),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(key, tie('any'), { maxKeys: 5 }),
    ),
  })).any;

  it('are Problems or projects, never an exception', () => {
    fc.assert(
      fc.property(value, (file) => {
        readProject(JSON.stringify(file), 'p');
      }),
      { numRuns: 500 },
    );
  });

  it('even where they look like a project', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 5 }), value, value, (extra, graph, training) => {
        readProject(JSON.stringify({ ...extra, format: 'gradwire', version: 1, graph, training }), 'p');
        readProject(JSON.stringify({ ...minimal, ...extra, training }), 'p');
      }),
      { numRuns: 500 },
    );
  });

  it('do not reach the prototype of anything', () => {
    readProject('{"format":"gradwire","version":1,"graph":{"blocks":[]},"__proto__":{"polluted":true}}', 'p');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
