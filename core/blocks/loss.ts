import type { InputPort, OutputPort } from './block.ts';

/** The ports every loss has: what the network says, and what is true. Its output is a loss a row. */
export const lossInputs: readonly InputPort[] = [
  { name: 'prediction', signal: 'features', label: { en: 'Prediction', ja: '予測' } },
  { name: 'target', signal: 'target', label: { en: 'Target', ja: '目標値' } },
];
export const lossOutputs: readonly OutputPort[] = [{ name: 'y', signal: 'loss', label: { en: 'Loss', ja: '損失' } }];
