import { portAddress } from '../../core/graph/graph.ts';
import type { Inference } from '../../core/graph/infer.ts';
import type { DataFacts } from '../../core/graph/validate.ts';

/** The shape a wire carries: `B × 300`, or `B` for class indices; null where it is not known. */
export function wireShape(from: string, { blocks }: Inference, facts: DataFacts | undefined): string | null {
  const { block, port } = portAddress(from);
  if (port === 'target') {
    const target = facts?.target;
    if (!target) return null;
    return target.kind === 'classes' ? 'B' : `B × ${target.width}`;
  }
  const features = blocks.get(block)?.features;
  return features === null || features === undefined ? null : `B × ${features}`;
}
