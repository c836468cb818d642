import type { Plan, Step } from './plan.ts';

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

/** The same plan with some of its results only, and no more steps and inputs than those need. Nothing goes round in it. */
export function narrow(plan: Plan, wanted: readonly string[]): Plan {
  const results = Object.fromEntries(Object.entries(plan.results).filter(([name]) => wanted.includes(name)));
  const values = Object.values(results);
  const steps = prune(plan.steps, values);
  const needed = new Set([...values, ...steps.flatMap(({ reads }) => reads)]);
  return { ...plan, inputs: plan.inputs.filter(({ name }) => needed.has(name)), carried: [], steps, results };
}
