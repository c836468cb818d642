import { createRequire } from 'node:module';
import type { Start } from './trainer.ts';

const require = createRequire(import.meta.url);

/**
 * brain.js as it comes: `NeuralNetwork.train` in plain JavaScript. It knows neither batches nor Softmax nor cross
 * entropy: it updates the weights after every row, and the error is the mean square. Momentum may not be 0.
 */
export function loadBrain(): Start {
  const brain = require('brain.js') as typeof import('brain.js');
  return async (_contestant, { widths, learningRate }, rows) => {
    const [inputSize, outputSize] = [widths[0] as number, widths[widths.length - 1] as number];
    const network = new brain.NeuralNetwork<Float32Array, Float32Array>({
      inputSize,
      outputSize,
      hiddenLayers: widths.slice(1, -1),
      activation: 'relu',
    });
    const data = Array.from({ length: rows.count }, (_, row) => ({
      input: rows.x.slice(row * inputSize, (row + 1) * inputSize),
      output: Float32Array.from({ length: outputSize }, (_, column) => Number(rows.classes[row] === column)),
    }));
    const train = (part: typeof data, iterations: number) =>
      network.train(part, { iterations, learningRate, momentum: 1e-9, errorThresh: 1e-12 }).error;
    train(data.slice(0, 1), 1);
    return { threads: 1, epochs: async (count) => train(data, count) };
  };
}
