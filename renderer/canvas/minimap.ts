import { useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';

/** From so many blocks on a graph is easily lost sight of. */
const LARGE = 15;

/** Whether the overview is shown: as was said, or else for large graphs. */
export function hasMinimap(chosen = useView.getState().minimap, { graph } = useDocument.getState()): boolean {
  return chosen ?? graph.blocks.length >= LARGE;
}

export function useMinimap(): boolean {
  const chosen = useView((state) => state.minimap);
  return useDocument((state) => hasMinimap(chosen, state));
}
