import { describe, expect, it } from 'vitest';
import { appendBlock, appendStack, type StackOptions } from './edit.ts';
import { fitFeatures, fitTarget, wrongLoss } from './fit.ts';
import { emptyGraph, findBlock, type Graph } from './graph.ts';
import { validate } from './validate.ts';

function network(task: StackOptions['task'], outputs: number): Graph {
  const input = appendBlock(emptyGraph, 'input', null);
  return appendStack(input.graph, input.id, { hidden: [4], activation: 'relu', outputs, task }).graph;
}

const featuresOf = (graph: Graph) => findBlock(graph, 'input')?.params.features ?? 2;

describe('fitting the input', () => {
  const graph = network('classification', 2);

  it('follows the data from the number of features it had', () => {
    expect(featuresOf(fitFeatures(graph, 2, 5))).toBe(5);
  });

  it.each([
    ['another number was set', fitFeatures(graph, 3, 5)],
    ['the number was not known', fitFeatures(graph, null, 5)],
    ['the number is not known', fitFeatures(graph, 2, null)],
    ['nothing changed', fitFeatures(graph, 2, 2)],
    ['there is no input', fitFeatures(emptyGraph, 2, 5)],
  ])('leaves the graph as it is where %s', (_, result) => {
    expect([graph, emptyGraph]).toContain(result);
  });

  it('does not choose between two inputs', () => {
    const two = appendBlock(graph, 'input', null).graph;
    expect(fitFeatures(two, 2, 5)).toBe(two);
  });
});

describe('fitting the loss', () => {
  it('turns a classifier into a regression that is sound', () => {
    const graph = fitTarget(network('classification', 3), { task: 'regression', width: 1 });
    expect(graph.blocks.map(({ type }) => type)).toEqual(['input', 'linear', 'relu', 'linear', 'meanSquaredError']);
    expect(validate(graph, { features: 2, target: { kind: 'values', width: 1 } })).toMatchObject({
      ok: true,
      problems: [],
    });
  });

  it('turns a regression into a classifier that is sound', () => {
    const graph = fitTarget(network('regression', 1), { task: 'classification', width: 3 });
    expect(validate(graph, { features: 2, target: { kind: 'classes', width: 3 } })).toMatchObject({
      ok: true,
      problems: [],
    });
  });

  it('leaves a network that is right, or has no loss, as it is', () => {
    const graph = network('classification', 2);
    expect(wrongLoss(graph, 'classification')).toBeNull();
    expect(fitTarget(graph, { task: 'classification', width: 2 })).toBe(graph);
    expect(fitTarget(emptyGraph, { task: 'regression', width: 1 })).toBe(emptyGraph);
  });
});
