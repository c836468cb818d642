/** The numbers on the page are those of the command line: same project, same weights, same rows. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Graph } from '../../core/graph/graph.ts';
import { expect, test } from '../hosts.ts';
import type { ShownTensor } from '../pages/stepper.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Figures {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What `gradwire trace` prints. */
interface Trace {
  readonly loss: number;
  readonly outputs: Readonly<Record<string, Figures>>;
  readonly gradients: Readonly<Record<string, Figures>>;
  readonly weightGradients: Readonly<Record<string, Figures>>;
}

function trace(project: string, rows: number): Trace {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-trace-'));
  try {
    const out = path.join(folder, 'trace.json');
    const args = ['trace', project, '--split', 'train', '--rows', `0-${rows - 1}`, '--out', out];
    execFileSync(process.execPath, [path.join(root, 'scripts/gradwire.mjs'), ...args], { stdio: 'pipe' });
    return JSON.parse(readFileSync(out, 'utf8')) as Trace;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The figures of the command line for a tensor on the page, where it prints that tensor. */
function figuresOf({ name }: ShownTensor, block: string, graph: Graph, { outputs, gradients, weightGradients }: Trace) {
  const [kind, port, index = '0'] = name.split(' ');
  const sources = graph.wires.filter(({ to }) => to === `${block}.${port}`);
  const source = sources[Number(index)]?.from.split('.')[0] ?? '';
  const consumers = graph.wires.filter(({ from }) => from === `${source}.y` || from === `${source}.x`);
  switch (kind) {
    case 'input':
      return port === 'target' ? undefined : outputs[source];
    case 'output':
      // Of a loss the page shows each row, the command line their mean.
      return outputs[block]?.shape.length === 0 ? undefined : outputs[block];
    case 'outputGradient':
      return gradients[block];
    case 'inputGradient':
      // Where an output feeds several blocks, the command line has the sum.
      return consumers.length === 1 ? gradients[source] : undefined;
    case 'weightGradient':
      return weightGradients[`${block}.${port}`];
    default:
      return undefined;
  }
}

/** Weights stand on the page as the course writes them, a column a unit, and in files as PyTorch does. */
function isExchanged({ name, turned }: ShownTensor): boolean {
  return name.startsWith('weight') && !name.endsWith('bias') ? !turned : turned;
}

function rearranged({ data, shape }: Figures, exchanged: boolean): readonly number[] {
  if (!exchanged || shape.length < 2) return data;
  const [rows = 1, columns = 1] = shape;
  return data.map((_, index) => data[(index % rows) * columns + Math.floor(index / rows)] as number);
}

const meanAbsolute = (data: readonly number[]) => data.reduce((sum, value) => sum + Math.abs(value), 0) / data.length;

for (const [example, ending] of [
  ['xor', 'a softmax head'],
  ['residual', 'an output that feeds two blocks'],
  ['plane', 'a regression'],
] as const) {
  test(`every step of ${ending} shows the numbers of the command line`, async ({ openEditor }) => {
    const project = path.join(root, `examples/${example}.gradwire`);
    const { graph } = JSON.parse(readFileSync(project, 'utf8')) as { graph: Graph };
    const { stepper } = await openEditor(`?example=${example}`);
    const steps = await stepper.open();
    const rows = Number(await stepper.rows.inputValue());
    const traced = trace(project, rows);
    await stepper.level('matrix');
    const compared = new Set<string>();
    for (let step = 0; step <= steps; step++) {
      await stepper.at(step);
      const [block, phase] = await stepper.blockAndPhase();
      if (phase === 'update') break;
      for (const tensor of await stepper.tensors()) {
        const figures = figuresOf(tensor, block, graph, traced);
        if (!figures) continue;
        // To every digit that the page has: nine of them.
        const wanted = rearranged(figures, isExchanged(tensor)).map((value) => Number(value.toPrecision(9)));
        expect(tensor.values, `${block}: ${tensor.name}`).toEqual(wanted);
        compared.add(`${phase} ${block} ${tensor.name}`);
      }
      for (const [wire, { way, magnitude }] of Object.entries(await stepper.flow())) {
        const [from = ''] = wire.split(' ');
        const [source = '', port] = from.split('.');
        if (port === 'target') continue;
        const consumers = graph.wires.filter((one) => one.from === from);
        if (way === 'backward' && consumers.length > 1) continue;
        const figures = way === 'forward' ? traced.outputs[source] : traced.gradients[source];
        if (figures) expect(magnitude, `${phase}: ${wire}`).toBeCloseTo(meanAbsolute(figures.data), 6);
      }
      if (step < steps) await stepper.next.click();
    }
    // A comparison of nothing would have passed as well.
    const layers = graph.blocks.filter(({ type }) => type === 'linear');
    for (const { id } of layers) {
      expect([...compared]).toContain(`forward ${id} output`);
      expect([...compared]).toContain(`backward ${id} weightGradient weight`);
    }
  });
}

test('the terms of every weight’s gradient add up to the gradient', async ({ openEditor }) => {
  const { stepper } = await openEditor('?example=xor');
  const steps = await stepper.open();
  await stepper.level('term');
  let sums = 0;
  for (let step = 0; step <= steps; step++) {
    await stepper.at(step);
    if ((await stepper.terms.count()) > 0) {
      const { products, value } = await stepper.sum();
      const total = products.reduce((all, product) => all + product, 0);
      expect(total).toBeCloseTo(value, 6);
      sums += 1;
    }
    if (step < steps) await stepper.next.click();
  }
  expect(sums).toBeGreaterThan(5);
});
