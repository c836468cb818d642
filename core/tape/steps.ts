import type { Network } from '../graph/validate.ts';
import { weightPlaces } from '../train/weights.ts';

/** One stop of the stepper: a block on the way there, a block on the way back, or a weight as it is updated. */
export type TapeStep =
  | { readonly phase: 'forward' | 'backward'; readonly block: string }
  | { readonly phase: 'update'; readonly block: string; readonly weight: string };

/** Every block forward in order, the loss last; every block backward in reverse; then the update of each weight. */
export function tapeSteps(network: Network): TapeStep[] {
  const ids = network.blocks.map(({ node }) => node.id);
  return [
    ...ids.map((block) => ({ phase: 'forward', block }) as const),
    ...[...ids].reverse().map((block) => ({ phase: 'backward', block }) as const),
    ...weightPlaces(network).map(
      ({ name, owner }) => ({ phase: 'update', block: owner.node.id, weight: name }) as const,
    ),
  ];
}

/** The last step of the phase that a step is in. */
export function phaseEnd(steps: readonly TapeStep[], from: number): number {
  let at = from;
  while (at + 1 < steps.length && steps[at + 1]?.phase === steps[from]?.phase) at++;
  return at;
}
