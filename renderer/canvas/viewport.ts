import type { FitViewOptions, ReactFlowInstance } from '@xyflow/react';
import { useView } from '../store/view.ts';
import type { CanvasNode } from './nodes.ts';

const MARGIN = 32;

/** Room around a graph that is shown whole; what the inspector covers is left out. */
export function fitPadding(): NonNullable<FitViewOptions['padding']> {
  const covered = document.querySelector('.side.right')?.getBoundingClientRect().width ?? 0;
  const open = useView.getState().inspectorOpen && useView.getState().selection.length > 0;
  const left =
    window.innerWidth <= 1040 ? (document.querySelector('.side.left')?.getBoundingClientRect().width ?? 0) : 0;
  return {
    top: `${MARGIN}px`,
    bottom: `${MARGIN}px`,
    left: `${MARGIN + left}px`,
    right: `${MARGIN + (open ? covered : 0)}px`,
  };
}

/** How to show the graph for some blocks to be seen whole; null where they can be seen already. */
export function revealing(
  flow: ReactFlowInstance<CanvasNode>,
  ids: readonly string[],
): FitViewOptions<CanvasNode> | null {
  const box = document.querySelector('.canvas')?.getBoundingClientRect();
  if (!box) return null;
  const covered = document.querySelector('.side.right')?.getBoundingClientRect().width ?? 0;
  const hidden = ids.some((id) => {
    const node = flow.getNode(id);
    if (!node) return false;
    const { x, y } = flow.flowToScreenPosition(node.position);
    const far = flow.flowToScreenPosition({
      x: node.position.x + (node.measured?.width ?? 0),
      y: node.position.y + (node.measured?.height ?? 0),
    });
    return x < box.left || y < box.top || far.x > box.right - covered || far.y > box.bottom;
  });
  return hidden ? { padding: fitPadding(), maxZoom: flow.getZoom(), duration: 200 } : null;
}
