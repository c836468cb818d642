import type { Portable } from './portable.ts';

/** A few plain lines on what a network takes and gives, for the places that files have for such words. */
export function describe(portable: Portable): string {
  const { network, name } = portable;
  return [
    `${name}, made with Gradwire.`,
    `${network.input.node.id}: [rows, ${network.input.features}], ${takes(portable)}.`,
    `${network.prediction.node.id}: [rows, ${network.prediction.features}], ${gives(portable)}.`,
  ].join('\n');
}

export function takes({ scaling }: Portable): string {
  return scaling ? 'raw rows; the network standardises them itself' : 'rows prepared as they were for training';
}

export function gives({ answer, classes }: Portable): string {
  if (answer === 'values') return 'the predicted values';
  const named = classes ? ` of the classes ${classes.join(', ')}` : ' of the classes';
  return answer === 'probabilities' ? `the probabilities${named}` : `the logits${named}; a softmax makes probabilities`;
}
