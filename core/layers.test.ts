import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/** The folders of core from the ground up: each may import those before it, and itself. */
const order = [
  'formats',
  'blocks',
  'graph',
  'optimizers',
  'compile',
  'runtime',
  'data',
  'train',
  'tape',
  'project',
  'exchange',
];
const ground = ['tensor', 'problem', 'random', 'platform'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly module: string;
}

function importsOf(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing'))
    .flatMap((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      return [...text.matchAll(/^(?:import|export|\})[^'\n]* from '([^']+)';$/gm)].map(([, module = '']) => {
        const target = module.startsWith('.') ? path.join(path.dirname(name), module) : module;
        return { file: name, from: layer(name), to: module.startsWith('.') ? layer(target) : '', module };
      });
    });
}

/** The folder of a path, or the file itself where it lies on the ground. */
function layer(file: string): string {
  const [first = '', second] = file.split(/[\\/]/);
  return second === undefined ? first.replace(/(\.d)?\.ts$/, '') : first;
}

const imports = importsOf(import.meta.dirname);

it('finds the imports it is to judge', () => {
  expect(imports.length).toBeGreaterThan(100);
});

it('a folder imports only folders listed above it', () => {
  const wrong = imports.filter(({ from, to }) => {
    if (to === '' || ground.some((file) => to.startsWith(file))) return false;
    return order.indexOf(to) < 0 || order.indexOf(to) > order.indexOf(from);
  });
  expect(wrong).toEqual([]);
});

it('the ground imports nothing but the ground', () => {
  const wrong = imports.filter(({ from, to }) => !order.includes(from) && !ground.some((file) => to.startsWith(file)));
  expect(wrong).toEqual([]);
});

it('core names no package but those it is built on, and gpu.js in one place', () => {
  const packages = imports.filter(({ to }) => to === '');
  expect([...new Set(packages.map(({ module }) => module))].sort()).toEqual([
    'fast-png',
    'fflate',
    'gpu.js',
    'jpeg-js',
    'papaparse/papaparse.js',
    'protobufjs/minimal.js',
    'zod',
  ]);
  const gpu = packages.filter(({ module }) => module === 'gpu.js').map(({ file }) => file);
  expect(gpu).toEqual([path.join('runtime', 'gpujs.ts')]);
});
