import { useMemo } from 'react';
import type { Graph } from '../../core/graph/graph.ts';
import { type DataFacts, type Network, validate } from '../../core/graph/validate.ts';
import { isError, type Problem, problem, type Result } from '../../core/problem.ts';
import { useData } from './data.ts';
import { useDocument } from './document.ts';
import { useRun } from './run.ts';

/** The last answer, since many parts of the page ask the same. */
let last: { graph: Graph; facts: DataFacts | undefined; result: Result<Network> } | null = null;

/** The network of a graph as it meets the data, or what is wrong with it. */
export function validated(graph: Graph, facts: DataFacts | undefined): Result<Network> {
  if (last?.graph !== graph || last.facts !== facts) last = { graph, facts, result: validate(graph, facts) };
  return last.result;
}

/** Everything that is wrong now: with the graph, with the data, and with the last training. */
export function useProblems(): readonly Problem[] {
  const graph = useDocument((state) => state.graph);
  const facts = useData((state) => state.summary?.facts);
  const ofData = useData((state) => state.problems);
  const aimless = useDocument((state) => state.data === null);
  const misfits = useData((state) => state.misfits);
  const failure = useRun((state) => (state.phase.kind === 'failed' ? state.phase.problem : null));
  return useMemo(() => {
    const ofGraph = graph.blocks.length === 0 ? [] : validated(graph, facts).problems;
    const missing = aimless && graph.blocks.length > 0 ? [problem('noData', {}, { severity: 'warning' })] : [];
    const all = [...(failure ? [failure] : []), ...ofGraph, ...missing, ...ofData, ...misfits];
    return [...all.filter(isError), ...all.filter((one) => !isError(one))];
  }, [graph, facts, aimless, ofData, misfits, failure]);
}
