import { compileTape, names, narrow, type Plan, tapeResults, type UpdateSettings } from '../compile/compile.ts';
import { type Dataset, rowCount, type Targets, targetColumns } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import type { RunSettings } from '../runtime/backend.ts';
import { type Arrays, type Executable, prepare } from '../runtime/device.ts';
import { magnitude } from './findings.ts';

/** Mean absolute values along each wire, `from to`: of what it carries, and of what it carries back. */
export interface Flow {
  readonly forward: Readonly<Record<string, number>>;
  readonly backward: Readonly<Record<string, number>>;
}

/**
 * @param carried the numbers that a block gives out
 * @param gradient the numbers that a wire carries back
 */
export function flowAlong(
  { graph }: Network,
  target: Float32Array | undefined,
  carried: (block: string) => Float32Array | undefined,
  gradient: (from: string, to: string) => Float32Array | undefined,
): Flow {
  const forward: Record<string, number> = {};
  const backward: Record<string, number> = {};
  for (const { from, to } of graph.wires) {
    const [block = '', port] = from.split('.');
    const there = port === 'target' ? target : carried(block);
    const back = gradient(from, to);
    if (there) forward[`${from} ${to}`] = magnitude(there);
    if (back) backward[`${from} ${to}`] = magnitude(back);
  }
  return { forward, backward };
}

/**
 * Takes the flow of batches of one size as a tape has it, but computes and reads nothing else: no weight's gradient, no
 * update. So it can be taken a few times a second from a training that goes on.
 */
export class FlowMeter {
  readonly #network: Network;
  readonly #plan: Plan;
  readonly #executable: Executable;

  constructor(network: Network, settings: UpdateSettings, rows: number, target: Targets, run: RunSettings) {
    const form = { kind: target.kind, columns: targetColumns(target) };
    const tape = compileTape(network, { ...settings, rows, target: form });
    const wanted = network.graph.wires.flatMap(({ from, to }) => [
      tapeResults.output(from.split('.')[0] as string),
      tapeResults.wire(from, to),
    ]);
    this.#network = network;
    this.#plan = narrow(tape, wanted);
    this.#executable = prepare(this.#plan, {}, run);
  }

  /** @param weights in the kernels' layout, by name */
  async measure(batch: Dataset, weights: Arrays): Promise<Flow> {
    const rows = rowCount(batch);
    const target = (batch.target as Targets).values.data;
    const id = this.#network.input.node.id;
    const given: Arrays = {
      [names.output(id, 'x')]: batch.x.data,
      [names.output(id, 'target')]: target,
      rowWeight: new Float32Array(rows).fill(1 / rows),
      ...weights,
    };
    const inputs = Object.fromEntries(this.#plan.inputs.map(({ name }) => [name, given[name] as Float32Array]));
    const results = await this.#executable.run(inputs);
    return flowAlong(
      this.#network,
      target,
      (block) => results[tapeResults.output(block)],
      (from, to) => results[tapeResults.wire(from, to)],
    );
  }

  destroy(): Promise<void> {
    return this.#executable.destroy();
  }
}
