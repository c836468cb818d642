import { useMemo } from 'react';
import type { DataSettings } from '../../../core/data/settings.ts';
import { type Graph, ofType } from '../../../core/graph/graph.ts';
import type { DataSummary } from '../../engine/api.ts';
import { taskOf } from '../../engine/task.ts';
import { useData } from '../../store/data.ts';
import { useDocument } from '../../store/document.ts';
import { inferenceOf } from '../../store/inference.ts';
import { validated } from '../../store/problems.ts';
import type { RowForm } from './handRows.ts';

export interface NamedForm extends RowForm {
  readonly featureNames: readonly string[];
  /** One a target column, or one a class. */
  readonly outputNames: readonly string[];
}

/** What a row must be for the network as it stands, and what its numbers are called. */
export function useRowForm(): NamedForm {
  const graph = useDocument((state) => state.graph);
  const data = useDocument((state) => state.data);
  const summary = useData((state) => state.summary);
  return useMemo(() => formOf(graph, data, summary), [graph, data, summary]);
}

/** The same outside of what is drawn. */
export function presentForm(): NamedForm {
  const { graph, data } = useDocument.getState();
  return formOf(graph, data, useData.getState().summary);
}

function formOf(graph: Graph, data: DataSettings | null, summary: DataSummary | null): NamedForm {
  const [input] = ofType(graph, 'input');
  const features = (inferenceOf(graph).blocks.get(input?.id ?? '')?.params.features as number | undefined) ?? 2;
  const facts = summary?.facts;
  const network = validated(graph, facts);
  const outputs = (network.ok ? network.value.prediction.features : null) ?? facts?.target?.width ?? 1;
  const named = facts?.features === features ? summary?.features : undefined;
  const classifies = taskOf(graph, data) === 'classification';
  const soft = classifies && facts?.target?.kind === 'probabilities';
  return {
    features,
    targets: classifies && !soft ? 1 : outputs,
    classes: classifies && !soft ? outputs : null,
    featureNames: Array.from({ length: features }, (_, index) => named?.[index] ?? `x${index + 1}`),
    outputNames: Array.from(
      { length: outputs },
      (_, index) => (classifies && summary?.classes?.[index]) || String(index),
    ),
  };
}
