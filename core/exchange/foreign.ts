import { blockOf } from '../blocks/index.ts';
import type { ParamValue } from '../blocks/params.ts';
import type { Scaling } from '../data/standardize.ts';
import { type BlockNode, type Graph, portAddress, type Wire } from '../graph/graph.ts';
import { ID_PATTERN } from '../graph/infer.ts';
import { validate } from '../graph/validate.ts';
import { isError, ProblemError, problem, unwrap } from '../problem.ts';
import type { Tensor } from '../tensor.ts';
import { checkWeights, type Weights } from '../train/weights.ts';
import { type Portable, upTo } from './portable.ts';

/** A network read from other software's file. */
export interface Foreign {
  readonly name: string;
  /** Without a loss. */
  readonly graph: Graph;
  readonly weights: Weights;
  readonly scaling: Scaling | null;
  /** What the file carries beside the network, without a prototype. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** More blocks than anybody could look at; a file that names more is hostile or not for this app. */
const MOST_BLOCKS = 10_000;

/** Makes blocks out of another software's nodes, giving each an id that is allowed and free. */
export class ForeignBuilder {
  readonly #blocks: BlockNode[] = [];
  readonly #wires: Wire[] = [];
  readonly #weights = new Map<string, Tensor>();
  readonly #ids = new Set<string>();
  readonly #file: string;
  #input: string | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  /** @returns the id of the Input block */
  input(wish: string, features: number): string {
    this.#input = this.#node('input', wish, { features });
    return this.#input;
  }

  /** @returns the id of the new block */
  block(type: string, wish: string, params: Readonly<Record<string, ParamValue>>, sources: readonly string[]): string {
    // Two wires cannot join the same ports: a value that is taken twice comes again through a sum of itself alone.
    const distinct = sources.map((source, index) => {
      return sources.indexOf(source) === index ? source : this.block('add', '', {}, [source]);
    });
    const id = this.#node(type, wish, params);
    for (const source of distinct) {
      this.#wires.push({ from: `${source}.${source === this.#input ? 'x' : 'y'}`, to: `${id}.x` });
    }
    return id;
  }

  /** @param weight `[out, in]` */
  linear(wish: string, weight: Tensor, bias: Tensor | null, source: string): string {
    const id = this.block('linear', wish, { units: weight.shape[0] as number, bias: bias !== null }, [source]);
    this.#weights.set(`${id}.weight`, weight);
    if (bias) this.#weights.set(`${id}.bias`, bias);
    return id;
  }

  /** Gives a Linear block the bias that a later node adds. */
  addBias(id: string, bias: Tensor): void {
    const at = this.#blocks.findIndex((node) => node.id === id);
    const node = this.#blocks[at] as BlockNode;
    this.#blocks[at] = { ...node, params: { ...node.params, bias: true } };
    this.#weights.set(`${id}.bias`, bias);
  }

  /** The network that leads to `output`, the id of the block that gives the answer; what leads nowhere is left out. */
  finish(output: string, rest: Omit<Foreign, 'graph' | 'weights'>): Foreign {
    const graph = upTo({ blocks: this.#blocks, wires: this.#wires }, output);
    const kept = new Set(graph.blocks.map(({ id }) => id));
    const weights = new Map([...this.#weights].filter(([name]) => kept.has(portAddress(name).block)));
    return { ...rest, graph, weights };
  }

  #node(type: string, wish: string, params: BlockNode['params']): string {
    if (this.#blocks.length >= MOST_BLOCKS) {
      const reason = `it has more than ${MOST_BLOCKS} nodes`;
      throw new ProblemError(problem('badModel', { file: this.#file, format: 'model', reason }));
    }
    const id = this.#freeId(type, wish);
    this.#ids.add(id);
    this.#blocks.push({ id, type, params });
    return id;
  }

  #freeId(type: string, wish: string): string {
    const tame = wish
      .replace(/^\W*model\W/, '')
      .replace(/\W+/g, '_')
      .slice(0, 40);
    if (ID_PATTERN.test(tame) && !this.#ids.has(tame)) return tame;
    const known = blockOf(type)?.type ?? 'block';
    for (let number = this.#blocks.filter((node) => node.type === type).length + 1; ; number++) {
      if (!this.#ids.has(`${known}${number}`)) return `${known}${number}`;
    }
  }
}

/** A network that was read, ready to compute. Throws a ProblemError where its parts do not fit together. */
export function foreignPortable({ name, graph, weights, scaling }: Foreign): Portable {
  const network = unwrap(validate(graph));
  const faults = checkWeights(network, weights).filter(isError);
  if (faults.length > 0) throw new ProblemError(...faults);
  const answer = network.prediction.node.type === 'softmax' ? 'probabilities' : 'values';
  return { name, network, weights, scaling, answer, classes: null };
}
