import { defaultSplit } from '../../core/data/settings.ts';
import { emptyGraph } from '../../core/graph/graph.ts';
import type { Project } from '../../core/project/project.ts';

/** What a new, empty project begins with: data to play with, and settings that suit small networks. */
export function newProject(): Project {
  return {
    name: 'Untitled',
    graph: emptyGraph,
    data: {
      source: { kind: 'generated', generator: 'xor', samples: 400, noise: 0, seed: 1 },
      split: defaultSplit,
      standardize: false,
    },
    training: {
      optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 },
      batchSize: 16,
      epochs: 100,
      seed: 1,
      shuffle: true,
    },
  };
}
