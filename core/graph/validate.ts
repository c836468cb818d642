import type { TargetKind } from '../blocks/block.ts';
import { isError, type Problem, problem, type Result } from '../problem.ts';
import { type Graph, nameOf, ofCategory, ofType } from './graph.ts';
import { type InferredBlock, infer, unitsBehind } from './infer.ts';
import { upstreamOf } from './order.ts';

/** What a network must know of the data it is to meet. */
export interface DataFacts {
  readonly features: number;
  /** Null for data without targets, which can only be predicted. */
  readonly target: TargetFacts | null;
}

export interface TargetFacts {
  readonly kind: TargetKind;
  /** The number of classes or of target columns; null for class indices without a list of classes. */
  readonly width: number | null;
}

/** A graph without faults, its blocks in the order in which they compute. */
export interface Network {
  readonly graph: Graph;
  /** Only the blocks that lead to the loss; all of them where there is none. */
  readonly blocks: readonly InferredBlock[];
  readonly input: InferredBlock;
  /** Null for a network that can only predict. */
  readonly loss: InferredBlock | null;
  /** The block whose output is the network's answer: the one wired into the loss, else the last. */
  readonly prediction: InferredBlock;
}

/** The network of a graph, or all that is wrong with it. Warnings come along in either case. */
export function validate(graph: Graph, facts?: DataFacts): Result<Network> {
  const { blocks, problems: inferred } = infer(graph);
  const problems: Problem[] = [...inferred];
  const inputs = ofType(graph, 'input');
  const losses = ofCategory(graph, 'loss');
  if (inputs.length === 0) {
    problems.push(problem('noInput', {}, { fix: { kind: 'addBlock', type: 'input' } }));
  }
  if (inputs.length > 1) {
    const names = inputs.map((node) => node.id).join(', ');
    const last = inputs[inputs.length - 1]?.id as string;
    const fix = { kind: 'removeBlock', block: last } as const;
    problems.push(problem('severalInputs', { count: inputs.length, names }, { block: last, fix }));
  }
  if (losses.length > 1) {
    const names = losses.map((node) => node.id).join(', ');
    const last = losses[losses.length - 1]?.id as string;
    const fix = { kind: 'removeBlock', block: last } as const;
    problems.push(problem('severalLosses', { count: losses.length, names }, { block: last, fix }));
  }
  const lossId = losses[0]?.id;
  const used = lossId === undefined ? new Set(blocks.keys()) : upstreamOf(graph, lossId);
  if (lossId === undefined) {
    const fix = { kind: 'addBlock', type: 'crossEntropy' } as const;
    problems.push(problem('noLoss', {}, { severity: 'warning', fix }));
  }
  const active = [...blocks.values()].filter(({ node }) => used.has(node.id));
  problems.push(...active.flatMap(unwiredPorts));
  // While a wire is missing, the blocks before the gap lead nowhere too; that is not worth a word of its own.
  const whole = !problems.some(isError);
  const idle = graph.blocks.filter((node) => whole && !used.has(node.id) && node.type !== 'input');
  for (const node of idle) {
    const fix = { kind: 'removeBlock', block: node.id } as const;
    problems.push(problem('unusedBlock', { name: nameOf(node) }, { severity: 'warning', block: node.id, fix }));
  }
  const input = active.find(({ node }) => node.type === 'input') ?? blocks.get(inputs[0]?.id ?? '');
  const loss = lossId === undefined ? null : (blocks.get(lossId) ?? null);
  if (loss && !problems.some(isError) && !active.some(({ weights }) => weights.length > 0)) {
    problems.push(problem('noWeights', {}, { severity: 'warning', block: lossId }));
  }
  if (facts && input) problems.push(...dataProblems(input, loss, blocks, facts));
  // What sits on a block that leads nowhere is no fault of the network.
  const graded = problems.map((one): Problem => {
    const harmless = one.block !== undefined && blocks.has(one.block) && !used.has(one.block) && one.code !== 'cycle';
    return harmless && isError(one) && inputs.length <= 1 && losses.length <= 1 ? { ...one, severity: 'warning' } : one;
  });
  const prediction = predictionBlock(active, loss, blocks);
  if (graded.some(isError) || !input || !prediction) return { ok: false, problems: graded };
  return { ok: true, value: { graph, blocks: active, input, loss, prediction }, problems: graded };
}

function unwiredPorts({ node, block, inputs, name }: InferredBlock): Problem[] {
  return block.inputs
    .filter((port) => (inputs[port.name] ?? []).length === 0)
    .map((port) => {
      const details = { name, port: port.name, id: node.id };
      return problem('unwired', details, { block: node.id, port: port.name });
    });
}

function predictionBlock(
  active: readonly InferredBlock[],
  loss: InferredBlock | null,
  blocks: ReadonlyMap<string, InferredBlock>,
): InferredBlock | undefined {
  if (loss) return blocks.get(loss.inputs.prediction?.[0]?.block ?? '');
  return active.filter(({ features }) => features !== null).at(-1);
}

function dataProblems(
  input: InferredBlock,
  loss: InferredBlock | null,
  blocks: ReadonlyMap<string, InferredBlock>,
  facts: DataFacts,
): Problem[] {
  const problems: Problem[] = [];
  const expected = input.params.features as number;
  const id = input.node.id;
  if (facts.features !== expected) {
    const fix = { kind: 'setParam', block: id, param: 'features', value: facts.features } as const;
    const details = { name: input.name, id, expected, found: facts.features };
    problems.push(problem('featuresMismatch', details, { block: id, param: 'features', fix }));
  }
  if (loss && facts.target) problems.push(...targetProblems(loss, blocks, facts.target));
  return problems;
}

function targetProblems(
  loss: InferredBlock,
  blocks: ReadonlyMap<string, InferredBlock>,
  target: TargetFacts,
): Problem[] {
  const source = loss.inputs.prediction?.[0];
  if (!source || source.features === null) return [];
  const place = { block: loss.node.id, port: 'target' };
  const name = loss.name;
  const classifies = loss.node.type === 'crossEntropy';
  const fit = (task: 'classification' | 'regression') => ({ kind: 'fitTarget', task, width: target.width }) as const;
  if (classifies && target.kind === 'values') {
    const details = { name, expected: 'classes or probabilities', found: 'real numbers', instead: 'MeanSquaredError' };
    return [problem('targetKind', details, { ...place, fix: fit('regression') })];
  }
  if (!classifies && target.kind === 'classes') {
    const details = { name, expected: 'real numbers', found: 'classes', instead: 'CrossEntropy' };
    return [problem('targetKind', details, { ...place, fix: fit('classification') })];
  }
  if (target.width === null || source.features === target.width) return [];
  const mend = unitsBehind(blocks, source.block);
  const fix = mend ? ({ kind: 'setParam', block: mend, param: 'units', value: target.width } as const) : undefined;
  // More outputs than classes do no harm: the spare ones learn to be improbable.
  const severity = target.kind === 'classes' && source.features > target.width ? 'warning' : 'error';
  const common = { name, source: source.block, features: source.features, mend: mend ?? source.block };
  return [
    target.kind === 'classes'
      ? problem('classesMismatch', { ...common, classes: target.width }, { ...place, severity, fix })
      : problem('targetWidth', { ...common, found: target.width }, { ...place, fix }),
  ];
}
