/** Projects to measure with: made on the spot, in files as users have them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeNpz } from '../../core/formats/npz.ts';
import { Random } from '../../core/random.ts';
import { tensor } from '../../core/tensor.ts';

const ROWS = 2000;

/** Training that no measurement sees the end of. */
const endless = {
  optimizer: { type: 'sgd', learningRate: 0.001, momentum: 0, nesterov: false, weightDecay: 0 },
  epochs: 100_000,
  seed: 1,
  shuffle: true,
};

/** 784-128-10 on random pictures: what counts is how much there is to compute. @returns the project's path */
export function pictureProject(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const random = new Random(1);
  const x = tensor(
    [ROWS, 784],
    Float32Array.from({ length: ROWS * 784 }, () => random.uniform(0, 1)),
  );
  const y = tensor(
    [ROWS],
    Float32Array.from({ length: ROWS }, (_, row) => row % 10),
  );
  writeFileSync(path.join(folder, 'pictures.npz'), writeNpz(new Map(Object.entries({ x, y }))));
  const chain: [string, string, object][] = [
    ['input', 'input', { features: 784 }],
    ['linear1', 'linear', { units: 128 }],
    ['relu1', 'relu', {}],
    ['linear2', 'linear', { units: 10 }],
    ['softmax', 'softmax', {}],
    ['loss', 'crossEntropy', {}],
  ];
  return write(path.join(folder, 'pictures.gradwire'), {
    graph: {
      blocks: chain.map(([id, type, params], at) => ({ id, type, params, position: { x: 200 * at, y: 0 } })),
      wires: [
        { from: 'input.x', to: 'linear1.x' },
        { from: 'linear1.y', to: 'relu1.x' },
        { from: 'relu1.y', to: 'linear2.x' },
        { from: 'linear2.y', to: 'softmax.x' },
        { from: 'softmax.y', to: 'loss.prediction' },
        { from: 'input.target', to: 'loss.target' },
      ],
    },
    data: {
      source: { kind: 'arrays', x: 'pictures.npz#x', target: 'pictures.npz#y', scale: 1 },
      split: { train: 0.8, valid: 0.1, test: 0.1, seed: 1 },
      standardize: false,
    },
    training: { ...endless, batchSize: 64 },
  });
}

const COLUMNS = 40;
const LANES = 5;

/** 201 blocks and 300 wires: lanes of layers, with sums that reach from lane to lane. @returns the project's path */
export function largeProject(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const id = (column: number, lane: number) => `block${column}x${lane}`;
  const blocks: object[] = [{ id: 'input', type: 'input', params: { features: 8 }, position: { x: -220, y: 340 } }];
  const wires: object[] = [];
  for (let column = 0; column < COLUMNS; column++) {
    for (let lane = 0; lane < LANES; lane++) {
      const adds = column % 2 === 1;
      const to = `${id(column, lane)}.x`;
      const block = adds ? { type: 'add', params: {} } : { type: 'linear', params: { units: 8 } };
      blocks.push({ id: id(column, lane), ...block, position: { x: column * 220, y: lane * 170 } });
      wires.push({ from: column === 0 ? 'input.x' : `${id(column - 1, lane)}.y`, to });
      if (adds) wires.push({ from: `${id(column - 1, (lane + 1) % LANES)}.y`, to });
    }
  }
  return write(path.join(folder, 'large.gradwire'), { graph: { blocks, wires } });
}

function write(file: string, project: object): string {
  writeFileSync(file, JSON.stringify({ format: 'gradwire', version: 1, name: path.basename(file), ...project }));
  return file;
}
