import { describe, expect, it } from 'vitest';
import { classifier, residual } from '../testing/networks.ts';
import { fittingTypes, refusal } from './connect.ts';
import {
  addBlock,
  appendBlock,
  appendStack,
  connect,
  fragmentOf,
  insertOnWire,
  moveWire,
  newId,
  paste,
  removeBlocks,
  setParam,
} from './edit.ts';
import { applyFix } from './fix.ts';
import { emptyGraph, type Graph } from './graph.ts';
import { validate } from './validate.ts';

const wires = (graph: Graph) => graph.wires.map(({ from, to }) => `${from} > ${to}`);
const ids = (graph: Graph) => graph.blocks.map(({ id }) => id);

describe('names', () => {
  it('are the type and a number, but plain for the first input, softmax and loss', () => {
    const one = ['input', 'linear', 'linear', 'softmax', 'softmax', 'crossEntropy', 'meanSquaredError'] as const;
    const graph = one.reduce((current, type) => addBlock(current, type, { x: 0, y: 0 }).graph, emptyGraph);
    expect(ids(graph)).toEqual(['input', 'linear1', 'linear2', 'softmax', 'softmax2', 'loss', 'loss2']);
    expect(newId(removeBlocks(graph, ['linear1'], false), 'linear')).toBe('linear1');
  });
});

describe('appending', () => {
  it('wires block by block a network that needs no further hand', () => {
    let last = appendBlock(emptyGraph, 'input', null);
    for (const type of ['linear', 'relu', 'linear', 'relu', 'linear', 'softmax', 'crossEntropy'] as const) {
      last = appendBlock(last.graph, type, last.id);
    }
    const graph = setParam(last.graph, ['linear3'], 'units', 2);
    expect(wires(graph)).toEqual(wires(classifier));
    expect(validate(graph).problems).toEqual([]);
    const places = graph.blocks.map(({ position }) => `${position?.x} ${position?.y}`);
    expect(new Set(places).size).toBe(graph.blocks.length);
  });

  it('a dense stack makes the same at one stroke', () => {
    const start = appendBlock(emptyGraph, 'input', null);
    const { graph } = appendStack(start.graph, start.id, {
      hidden: [8, 8],
      activation: 'relu',
      outputs: 2,
      task: 'classification',
    });
    expect(wires(graph)).toEqual(wires(classifier));
  });

  it('behind a loss only sets the block down', () => {
    const { graph, id } = appendBlock(classifier, 'relu', 'loss');
    expect(wires(graph)).toEqual(wires(classifier));
    expect(id).toBe('relu3');
  });
});

describe('a wire is refused', () => {
  it.each([
    ['linear3.y', 'relu1.x', 'portOccupied'],
    ['concat1.y', 'add1.x', 'cycle'],
    ['linear2.y', 'linear2.x', 'portOccupied'],
    ['input.x', 'add1.x', 'addShapesFixed'],
    ['relu1.y', 'add1.x', 'duplicateWire'],
    ['input.target', 'add1.x', 'targetIntoBlock'],
    ['loss.y', 'add1.x', 'lossNotLast'],
    ['nobody.y', 'add1.x', 'wireEnd'],
    ['relu1.y', 'add1.z', 'wireEnd'],
  ])('%s > %s: %s', (from, to, code) => {
    expect(refusal(residual, from, to)?.code).toBe(code);
    expect(connect(residual, from, to)).toBe(residual);
  });

  it('and else drawn', () => {
    expect(refusal(residual, 'linear2.y', 'add1.x')).toBeNull();
    expect(wires(connect(residual, 'linear2.y', 'add1.x'))).toContain('linear2.y > add1.x');
  });
});

describe('removing', () => {
  it('heals the wire when asked to, and not else', () => {
    expect(wires(removeBlocks(classifier, ['relu1'], true))).toContain('linear1.y > linear2.x');
    const cut = removeBlocks(classifier, ['relu1'], false);
    expect(wires(cut)).not.toContain('linear1.y > linear2.x');
    expect(wires(cut).some((wire) => wire.includes('relu1'))).toBe(false);
  });

  it('heals across several blocks and into several ports', () => {
    expect(wires(removeBlocks(classifier, ['relu1', 'linear2'], true))).toContain('linear1.y > relu2.x');
    const healed = wires(removeBlocks(residual, ['relu1'], true));
    expect(healed).toEqual(
      expect.arrayContaining(['linear1.y > linear2.x', 'linear1.y > add1.x', 'linear1.y > concat1.x']),
    );
  });
});

it('a block dropped on a wire goes into it', () => {
  const { graph, id } = addBlock(classifier, 'dropout', { x: 0, y: 0 });
  const wire = { from: 'relu1.y', to: 'linear2.x' };
  const inserted = insertOnWire(graph, id, wire);
  expect(wires(inserted)).toEqual(expect.arrayContaining(['relu1.y > dropout1.x', 'dropout1.y > linear2.x']));
  expect(wires(inserted)).not.toContain('relu1.y > linear2.x');
  expect(insertOnWire(graph, 'loss', wire)).toBe(graph);
});

it('a copy keeps the wires between its blocks and takes new names', () => {
  const { graph, ids: added } = paste(residual, fragmentOf(residual, ['linear1', 'relu1', 'add1']), { x: 20, y: 20 });
  expect(added).toEqual(['linear4', 'relu2', 'add2']);
  expect(wires(graph).slice(residual.wires.length)).toEqual(['linear4.y > relu2.x', 'relu2.y > add2.x']);
});

it('the order of wires into a port can be changed', () => {
  const wire = { from: 'relu1.y', to: 'concat1.x' };
  const order = (graph: Graph) => wires(graph).filter((one) => one.endsWith('concat1.x'));
  expect(order(moveWire(residual, wire, -1))).toEqual(['relu1.y > concat1.x', 'add1.y > concat1.x']);
  expect(moveWire(residual, wire, 1)).toBe(residual);
});

it('a param set to its default is not written down', () => {
  expect(setParam(classifier, ['linear1'], 'units', 8).blocks[1]?.params).toEqual({});
  expect(
    setParam(classifier, ['linear1', 'linear2', 'relu1'], 'units', 5).blocks.map(({ params }) => params.units),
  ).toEqual([undefined, 5, undefined, 5, undefined, 2, undefined, undefined]);
});

it('every fix that a Problem offers mends it', () => {
  const broken = [
    { ...residual, blocks: residual.blocks.map((n) => (n.id === 'linear2' ? { ...n, params: { units: 4 } } : n)) },
    { ...classifier, wires: [...classifier.wires, { from: 'relu2.y', to: 'relu1.x' }] },
    setParam(classifier, ['linear1'], 'units', 0),
    { ...classifier, blocks: [...classifier.blocks, { id: 'loss9', type: 'crossEntropy', params: {} }] },
    { ...classifier, blocks: [...classifier.blocks, { id: 'a', type: 'gelu', params: {} }] },
    setParam(classifier, ['linear1'], 'width', 3),
    setParam(classifier, ['linear1'], 'units', 'many'),
    JSON.parse(JSON.stringify(classifier).replaceAll('relu1', 'relu-1')),
    { ...classifier, blocks: [...classifier.blocks, { id: 'relu1', type: 'input', params: {} }] },
    removeBlocks(classifier, ['loss'], false),
  ];
  for (const graph of broken) {
    let current: Graph = graph;
    for (let round = 0; round < 4; round++) {
      const [problem] = validate(current).problems;
      if (!problem) break;
      if (!problem.fix) throw new Error(`no fix for ${problem.code}`);
      current = applyFix(current, problem.fix);
    }
    expect(validate(current).problems).toEqual([]);
  }
});

it('a wire from an output is offered the blocks that take its signal', () => {
  expect(fittingTypes(classifier, 'input.target')).toEqual(['crossEntropy', 'meanSquaredError']);
  expect(fittingTypes(classifier, 'relu1.y')).not.toContain('input');
  expect(fittingTypes(classifier, 'loss.y')).toEqual([]);
});
