import { useData } from '../../store/data.ts';
import { useDocument } from '../../store/document.ts';
import { validated } from '../../store/problems.ts';

/** What still keeps a network from being looked at with its data, the first thing first. */
export type Readiness = 'loading' | 'noBlocks' | 'noData' | 'problems' | 'ready';

export function useReadiness(): Readiness {
  const graph = useDocument((state) => state.graph);
  const hasData = useDocument((state) => state.data !== null);
  const { summary, loading } = useData();
  if (graph.blocks.length === 0) return 'noBlocks';
  if (!hasData) return 'noData';
  if (!summary) return loading ? 'loading' : 'noData';
  return validated(graph, summary.facts).ok ? 'ready' : 'problems';
}
