import { generatorOf } from '../../core/data/generators/index.ts';
import type { DataSettings, Task } from '../../core/data/settings.ts';
import { type Graph, ofCategory, ofType } from '../../core/graph/graph.ts';

/** What targets are for, as the loss block has it; where there is none yet, as the generator of the data has it. */
export function taskOf(graph: Graph, data: DataSettings | null): Task {
  if (ofCategory(graph, 'loss').length > 0) {
    return ofType(graph, 'meanSquaredError').length > 0 ? 'regression' : 'classification';
  }
  const generator = data?.source.kind === 'generated' ? generatorOf(data.source.generator) : undefined;
  return generator?.task ?? 'classification';
}
