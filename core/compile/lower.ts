import type { BackwardContext, Forward, LowerContext, TargetKind } from '../blocks/block.ts';
import type { Emit, KernelCall, Value } from '../blocks/kernel.ts';
import type { ParamValue } from '../blocks/params.ts';
import type { InferredBlock, Source } from '../graph/infer.ts';
import { names, type Phase, type PlanBuilder } from './plan.ts';

type Params = Readonly<Record<string, ParamValue>>;

/** What the whole plan shares while blocks write their kernels into it. */
export interface Lowering {
  readonly builder: PlanBuilder;
  readonly rows: number;
  readonly targetKind: TargetKind;
  readonly byId: ReadonlyMap<string, InferredBlock>;
  /** The batch: what the Input block gives out. */
  readonly batch: { readonly x: Value; readonly target: Value | null };
  /** The weights, in the kernels' layout, by block and name. */
  readonly weights: ReadonlyMap<string, Readonly<Record<string, Value>>>;
  /** Training plans turn dropout on: writes the key of a block's mask in this step. */
  readonly maskKey: ((block: string) => Value) | null;
  /** What each block gave out, filled in by `lowerForward`. */
  readonly outputs: Map<string, Forward>;
}

/** Writes the forward kernels of blocks into the plan; they must come in topological order. */
export function lowerForward(lowering: Lowering, blocks: readonly InferredBlock[]): void {
  for (const inferred of blocks) {
    const phase = inferred.block.category === 'loss' ? 'loss' : 'forward';
    const context = lowerContext(lowering, inferred, phase);
    lowering.outputs.set(inferred.node.id, inferred.block.forward(context));
  }
}

/** What a block's `forward` sees; `prefix` keeps apart the values of a block that is lowered twice. */
export function lowerContext(
  lowering: Lowering,
  inferred: InferredBlock,
  phase: Phase,
  prefix = '',
): LowerContext<Params> {
  const { id } = inferred.node;
  const inputs = Object.fromEntries(
    Object.entries(inferred.inputs).map(([port, sources]) => [
      port,
      sources.map((source) => wireValue(lowering, source)),
    ]),
  );
  const { maskKey } = lowering;
  return {
    emit: emitFor(lowering.builder, inferred, phase, prefix),
    params: inferred.params,
    rows: lowering.rows,
    inputs,
    x: inferred.block.inputs.length === 0 ? lowering.batch.x : (inputs.x?.[0] as Value),
    weights: lowering.weights.get(id) ?? {},
    sourceType: (port) => lowering.byId.get(inferred.inputs[port]?.[0]?.block ?? '')?.node.type,
    targetKind: lowering.targetKind,
    maskKey: maskKey && (() => maskKey(id)),
  };
}

/** What a block's backward rules see: also its output, the gradient that arrived there and what it kept. */
export function backwardContext(
  lowering: Lowering,
  inferred: InferredBlock,
  dy: Value,
  forward: Forward = lowering.outputs.get(inferred.node.id) as Forward,
  prefix = '',
): BackwardContext<Params> {
  const context = lowerContext(lowering, inferred, 'backward', prefix);
  return { ...context, y: forward.y, dy, kept: forward.kept ?? {} };
}

/** The value on a wire. */
export function wireValue(lowering: Lowering, source: Source): Value {
  if (source.signal === 'target') return lowering.batch.target as Value;
  return (lowering.outputs.get(source.block) as Forward).y;
}

/** A block's `emit`: it names the kernel after the block's type and its output after the block. */
function emitFor(builder: PlanBuilder, { node }: InferredBlock, phase: Phase, prefix: string): Emit {
  return (call: KernelCall) =>
    builder.emit({
      ...call,
      phase,
      block: node.id,
      kernel: `${node.type}.${call.part}`,
      writes: prefix + writes(call),
    });

  function writes({ part }: KernelCall): string {
    if (part === 'forward') return names.output(node.id);
    if (part.startsWith('backward.')) return names.gradient(`${node.id}.${part.slice('backward.'.length)}`);
    return `${node.id}.${part}`;
  }
}
