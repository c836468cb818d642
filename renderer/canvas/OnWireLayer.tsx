import { useStore } from '@xyflow/react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { createPortal } from 'react-dom';

const Layer = createContext<Element | null>(null);

/** Finds the layer above the wires and below the blocks once for all of them. */
export function WireLayer({ children }: { children: ReactNode }) {
  const root = useStore(({ domNode }) => domNode);
  const layer = useMemo(() => root?.querySelector('.react-flow__edgelabel-renderer') ?? null, [root]);
  return <Layer value={layer}>{children}</Layer>;
}

/**
 * Puts what belongs to a wire but is no part of its line on that layer. As React Flow's `EdgeLabelRenderer`, which however
 * looks the layer up in the page again at each move of the view or of a block: with hundreds of wires that is most of a frame.
 */
export function OnWireLayer({ children }: { children: ReactNode }) {
  const layer = useContext(Layer);
  return layer && createPortal(children, layer);
}
