import type { Scaling } from '../../data/standardize.ts';
import { collect, ProblemError, problem, type Result, unwrap } from '../../problem.ts';
import { type Tensor, transpose } from '../../tensor.ts';
import { type Foreign, ForeignBuilder } from '../foreign.ts';
import type { Message } from './schema.ts';
import { readTensor } from './tensor.ts';
import { decode } from './wire.ts';

/**
 * Reads an ONNX model made of the operators that blocks stand for; any other is the Problem `unknownOp`, which names the
 * node. A standardisation (Sub, then Div, of the input) becomes the network's scaling.
 */
export function readOnnx(bytes: Uint8Array, file: string): Result<Foreign> {
  return collect(() => new OnnxReader(unwrap(decode('Model', bytes, file)), file).read());
}

/** A value within the graph: numbers of the file, or what a block gives out. */
type Known =
  | { readonly kind: 'numbers'; readonly tensor: Tensor }
  | { readonly kind: 'block'; readonly id: string; readonly scaling: Scaling | null };

const FORMAT = 'ONNX';

class OnnxReader {
  readonly #model: Message<'Model'>;
  readonly #file: string;
  readonly #builder: ForeignBuilder;
  readonly #values = new Map<string, Known>();
  /** How many nodes read a value. */
  readonly #uses = new Map<string, number>();
  /** Linear blocks that came of a MatMul and may still get a bias. */
  readonly #bare = new Map<string, number>();
  #input = '';
  /** What every reader of the input must agree on; undefined while there is none. */
  #scaling: Scaling | null | undefined;

  constructor(model: Message<'Model'>, file: string) {
    this.#model = model;
    this.#file = file;
    this.#builder = new ForeignBuilder(file);
  }

  read(): Foreign {
    const { graph, metadataProps = [] } = this.#model;
    if (!graph) throw this.#bad('it holds no graph');
    for (const tensor of graph.initializer ?? []) this.#keep(tensor.name ?? '', tensor);
    this.#readInput((graph.input ?? []).filter(({ name = '' }) => !this.#values.has(name)));
    const nodes = graph.node ?? [];
    for (const name of nodes.flatMap(({ input = [] }) => input)) this.#uses.set(name, (this.#uses.get(name) ?? 0) + 1);
    for (const node of nodes) this.#readNode(node);
    const outputs = graph.output ?? [];
    if (outputs.length !== 1) throw this.#bad(`it has ${outputs.length} outputs, not one`);
    const answer = this.#values.get(outputs[0]?.name ?? '');
    if (answer?.kind !== 'block') throw this.#bad(`no node gives its output '${outputs[0]?.name ?? ''}'`);
    const last = this.#source(answer, { opType: 'output' });
    const metadata: Record<string, string> = Object.create(null);
    for (const { key = '', value = '' } of metadataProps) metadata[key] = value;
    return this.#builder.finish(last, { name: graph.name ?? '', scaling: this.#scaling ?? null, metadata });
  }

  #readInput(inputs: readonly Message<'ValueInfo'>[]): void {
    const [input] = inputs;
    if (!input || inputs.length > 1) throw this.#bad(`it has ${inputs.length} inputs, not one`);
    const sizes = (input.type?.tensorType?.shape?.dim ?? []).slice(1).map(({ dimValue }) => dimValue);
    const features = sizes.reduce<number>((size, extent) => size * (extent ?? Number.NaN), 1);
    if (sizes.length === 0 || !Number.isSafeInteger(features) || features < 1 || features > 1_000_000) {
      throw this.#bad(`its input '${input.name ?? ''}' is not [rows, features]`);
    }
    this.#input = this.#builder.input(input.name ?? 'input', features);
    this.#values.set(input.name ?? '', { kind: 'block', id: this.#input, scaling: null });
  }

  #readNode(node: Message<'Node'>): void {
    const { input = [], output = [], opType = '', name = '', domain = '' } = node;
    const wish = name || (output[0] ?? '');
    const result = output[0] ?? '';
    const give = (id: string) => this.#values.set(result, { kind: 'block', id, scaling: null });
    if (domain !== '' && domain !== 'ai.onnx') throw this.#unknown(node);
    switch (opType) {
      case 'Constant': {
        const value = node.attribute?.find((one) => one.name === 'value')?.t;
        if (!value) throw this.#unknown(node);
        this.#keep(result, value);
        return;
      }
      case 'Gemm': {
        if (number(node, 'alpha', 1) !== 1 || number(node, 'beta', 1) !== 1 || number(node, 'transA', 0) !== 0) {
          throw this.#unknown(node);
        }
        const weight = this.#numbers(input[1], node, 2);
        const bias = input[2] ? this.#vector(input[2], node) : null;
        const rows = number(node, 'transB', 0) === 0 ? transpose(weight) : weight;
        give(this.#builder.linear(wish, rows, bias, this.#block(input[0], node)));
        return;
      }
      case 'MatMul': {
        const id = this.#builder.linear(
          wish,
          transpose(this.#numbers(input[1], node, 2)),
          null,
          this.#block(input[0], node),
        );
        this.#bare.set(result, 1);
        give(id);
        return;
      }
      case 'Add':
        this.#readAdd(node, wish, result);
        return;
      case 'Sum':
        give(this.#builder.block('add', wish, {}, this.#blocks(input, node)));
        return;
      case 'Concat':
        this.#along(node, 1);
        give(this.#builder.block('concat', wish, {}, this.#blocks(input, node)));
        return;
      case 'Softmax':
        this.#along(node, -1);
        give(this.#builder.block('softmax', wish, {}, [this.#block(input[0], node)]));
        return;
      case 'Relu':
      case 'Sigmoid':
      case 'Tanh':
        give(this.#builder.block(opType.toLowerCase(), wish, {}, [this.#block(input[0], node)]));
        return;
      case 'LeakyRelu': {
        const negativeSlope = number(node, 'alpha', 0.01);
        give(this.#builder.block('leakyRelu', wish, { negativeSlope }, [this.#block(input[0], node)]));
        return;
      }
      case 'Dropout': {
        const rate = input[1] ? (this.#numbers(input[1], node, 0).data[0] as number) : number(node, 'ratio', 0.5);
        give(this.#builder.block('dropout', wish, { rate }, [this.#block(input[0], node)]));
        return;
      }
      case 'Flatten':
      case 'Identity': {
        const value = this.#values.get(input[0] ?? '');
        if (!value || (opType === 'Flatten' && number(node, 'axis', 1) !== 1)) throw this.#unknown(node);
        this.#values.set(result, value);
        return;
      }
      case 'Sub':
      case 'Div':
        this.#readScaling(node, result);
        return;
      default:
        throw this.#unknown(node);
    }
  }

  /** A sum of two blocks, or the bias of the MatMul before it. */
  #readAdd(node: Message<'Node'>, wish: string, result: string): void {
    const [first = '', second = ''] = node.input ?? [];
    const [value, added] = this.#values.get(first)?.kind === 'numbers' ? [second, first] : [first, second];
    if (this.#values.get(added)?.kind !== 'numbers') {
      const id = this.#builder.block('add', wish, {}, this.#blocks([first, second], node));
      this.#values.set(result, { kind: 'block', id, scaling: null });
      return;
    }
    // Where others read the product too, it has no bias in their eyes.
    if (!this.#bare.delete(value) || this.#uses.get(value) !== 1) throw this.#unknown(node);
    const product = this.#values.get(value) as Known & { kind: 'block' };
    this.#builder.addBias(product.id, this.#vector(added, node));
    this.#values.set(result, product);
  }

  #readScaling(node: Message<'Node'>, result: string): void {
    const value = this.#values.get(node.input?.[0] ?? '');
    if (value?.kind !== 'block' || value.id !== this.#input) throw this.#unknown(node);
    const numbers = Array.from(this.#vector(node.input?.[1], node).data);
    const { mean, std } = value.scaling ?? { mean: numbers.map(() => 0), std: numbers.map(() => 1) };
    // Only a subtraction of the plain input, and one division behind it, are a standardisation.
    const fits =
      node.opType === 'Sub' ? value.scaling === null : std.length === numbers.length && std.every((s) => s === 1);
    if (!fits) throw this.#unknown(node);
    const scaling = node.opType === 'Sub' ? { mean: numbers, std } : { mean, std: numbers };
    this.#values.set(result, { ...value, scaling });
  }

  #keep(name: string, tensor: Message<'Tensor'>): void {
    this.#values.set(name, { kind: 'numbers', tensor: readTensor(tensor, (reason) => this.#bad(reason)) });
  }

  #numbers(name: string | undefined, node: Message<'Node'>, rank: number): Tensor {
    const value = this.#values.get(name ?? '');
    if (value?.kind === 'numbers' && value.tensor.shape.length === rank) return value.tensor;
    if (value?.kind === 'numbers' && rank === 0 && value.tensor.data.length === 1) return value.tensor;
    throw this.#unknown(node);
  }

  /** Numbers a column: `[n]` or `[1, n]`. */
  #vector(name: string | undefined, node: Message<'Node'>): Tensor {
    const value = this.#values.get(name ?? '');
    if (value?.kind !== 'numbers') throw this.#unknown(node);
    const { shape, data } = value.tensor;
    if (shape.length < 1 || shape.length > 2 || (shape.length === 2 && shape[0] !== 1)) throw this.#unknown(node);
    return { shape: [data.length], data };
  }

  #blocks(names: readonly string[], node: Message<'Node'>): string[] {
    return names.map((name) => this.#block(name, node));
  }

  /** The id of the block that gives a value. */
  #block(name: string | undefined, node: Message<'Node'>): string {
    const value = this.#values.get(name ?? '');
    if (value?.kind !== 'block') throw this.#unknown(node);
    return this.#source(value, node);
  }

  #source({ id, scaling }: Known & { kind: 'block' }, node: Message<'Node'>): string {
    if (id === this.#input) {
      if (this.#scaling !== undefined && this.#scaling !== scaling) throw this.#unknown(node);
      this.#scaling = scaling;
    }
    return id;
  }

  /** Operators must work along the features of `[rows, features]`. */
  #along(node: Message<'Node'>, fallback: number): void {
    const axis = number(node, 'axis', fallback);
    if (axis !== 1 && axis !== -1) throw this.#unknown(node);
  }

  #unknown({ opType = '', name = '', output = [] }: Message<'Node'>): ProblemError {
    return new ProblemError(
      problem('unknownOp', {
        file: this.#file,
        op: opType.slice(0, 60),
        node: (name || (output[0] ?? '')).slice(0, 60),
        known,
      }),
    );
  }

  #bad(reason: string): ProblemError {
    return new ProblemError(problem('badModel', { file: this.#file, format: FORMAT, reason }));
  }
}

const known = 'Gemm, MatMul, Add, Relu, LeakyRelu, Sigmoid, Tanh, Softmax, Concat, Dropout, Flatten, Identity';

/** An attribute's number, as it is or as the standard's default has it. */
function number(node: Message<'Node'>, name: string, fallback: number): number {
  const found = node.attribute?.find((one) => one.name === name);
  return found?.f ?? found?.i ?? fallback;
}
