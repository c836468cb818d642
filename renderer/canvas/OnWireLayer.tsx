import { useStore } from '@xyflow/react';
import { type ReactNode, useMemo } from 'react';
import { createPortal } from 'react-dom';

/**
 * Puts what belongs to a wire but is no part of its line on the layer above the wires and below the blocks. As React Flow's
 * `EdgeLabelRenderer`, which however looks the layer up in the page again at each move of the view or of a block: with
 * hundreds of wires that is most of a frame.
 */
export function OnWireLayer({ children }: { children: ReactNode }) {
  const root = useStore(({ domNode }) => domNode);
  const layer = useMemo(() => root?.querySelector('.react-flow__edgelabel-renderer'), [root]);
  return layer && createPortal(children, layer);
}
