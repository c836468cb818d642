import type { Step } from './plan.ts';

/** The steps that the wanted values depend on, in their order; the others compute what nobody reads. */
export function prune(steps: readonly Step[], wanted: Iterable<string>): Step[] {
  const needed = new Set(wanted);
  const kept: Step[] = [];
  for (const step of [...steps].reverse()) {
    if (!needed.has(step.writes)) continue;
    kept.push(step);
    for (const name of step.reads) needed.add(name);
  }
  return kept.reverse();
}
