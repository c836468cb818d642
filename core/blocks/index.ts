/** The registry: the only list of blocks. To add a block, write its file and add its line here. */
import { add } from './add.ts';
import type { Block } from './block.ts';
import { concat } from './concat.ts';
import { crossEntropy } from './crossEntropy.ts';
import { dropout } from './dropout.ts';
import { input } from './input.ts';
import { leakyRelu } from './leakyRelu.ts';
import { linear } from './linear.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

export const blocks = {
  input,
  linear,
  relu,
  leakyRelu,
  sigmoid,
  tanh,
  softmax,
  add,
  concat,
  dropout,
  crossEntropy,
  meanSquaredError,
} as const;

export type BlockType = keyof typeof blocks;

export const blockTypes = Object.keys(blocks) as BlockType[];

/** The block of a type, seen without its params' types; undefined for a type that does not exist. */
export function blockOf(type: string): Block | undefined {
  return Object.hasOwn(blocks, type) ? (blocks[type as BlockType] as unknown as Block) : undefined;
}
