import type { ParamValue } from '../../blocks/params.ts';
import { encodeFloats } from '../../formats/elements.ts';
import type { InferredBlock } from '../../graph/infer.ts';
import type { Tensor } from '../../tensor.ts';
import { describe } from '../describe.ts';
import type { Portable } from '../portable.ts';
import { attributeTypes, dataTypes, type Message } from './schema.ts';
import { encode } from './wire.ts';

/** The oldest that has what is needed here; ONNX Runtime reads it since 2022. */
const OPSET = 17;
const IR_VERSION = 8;

/** Attributes that ONNX declares as real numbers, whatever their value; all others are whole numbers. */
const realAttributes = new Set(['alpha']);

/**
 * The network as an ONNX model of any batch size. Nodes and the values they give are named after the blocks,
 * initializers as in weights files.
 *
 * @param metadata kept in the file under its keys; it means nothing to other software
 */
export function writeOnnx(portable: Portable, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const { network, name } = portable;
  const { input, prediction } = network;
  const parts = [scalingPart(portable), ...network.blocks.map((block) => blockPart(block, portable))];
  const last = prediction === input || prediction.node.type === 'input' ? [identity(portable)] : [];
  const output = last.length > 0 ? 'output' : prediction.node.id;
  return encode('Model', {
    irVersion: IR_VERSION,
    opsetImport: [{ domain: '', version: OPSET }],
    producerName: 'Gradwire',
    docString: describe(portable),
    graph: {
      name: name || 'network',
      docString: describe(portable),
      node: [...parts.flatMap(({ nodes }) => nodes), ...last],
      initializer: parts.flatMap(({ initializers }) => initializers),
      input: [valueInfo(input.node.id, input.features as number)],
      output: [valueInfo(output, prediction.features as number)],
    },
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
}

interface Part {
  readonly nodes: readonly Message<'Node'>[];
  readonly initializers: readonly Message<'Tensor'>[];
}

/** The value that blocks behind the Input block read: the graph's input, or what the standardisation makes of it. */
function startValue({ scaling, network }: Portable): string {
  return scaling ? 'preprocess.standardized' : network.input.node.id;
}

function scalingPart({ scaling, network }: Portable): Part {
  if (!scaling) return { nodes: [], initializers: [] };
  const floats = (values: readonly number[]): Tensor => ({ shape: [values.length], data: Float32Array.from(values) });
  const [mean, std, centred] = ['preprocess.mean', 'preprocess.std', 'preprocess.centred'] as const;
  return {
    nodes: [
      { name: centred, opType: 'Sub', input: [network.input.node.id, mean], output: [centred] },
      { name: 'preprocess.standardized', opType: 'Div', input: [centred, std], output: ['preprocess.standardized'] },
    ],
    initializers: [initializer(mean, floats(scaling.mean)), initializer(std, floats(scaling.std))],
  };
}

function blockPart({ node, block, params, inputs, weights, name }: InferredBlock, portable: Portable): Part {
  const mapped = block.mapping.onnx?.(params);
  if (!mapped) return { nodes: [], initializers: [] };
  const { id } = node;
  const { input } = portable.network;
  const sources = (inputs.x ?? []).map((source) =>
    source.block === input.node.id ? startValue(portable) : source.block,
  );
  const constants = Object.entries(mapped.constants ?? {}).map(([key, value]) => {
    return initializer(`${id}.${key}`, { shape: [], data: Float32Array.of(value) });
  });
  const own = weights.map((spec) => {
    const key = `${id}.${spec.name}`;
    return initializer(key, portable.weights.get(key) as Tensor);
  });
  const initializers = [...own, ...constants];
  const shared = {
    opType: mapped.op,
    attribute: Object.entries(mapped.attributes ?? {}).map(([key, value]) => attribute(key, value)),
    docString: name,
  };
  if (node.type === 'add') return { nodes: sums(id, sources, shared), initializers };
  const all = [...sources, ...initializers.map((one) => one.name as string)];
  return { nodes: [{ ...shared, name: id, input: all, output: [id] }], initializers };
}

/** ONNX adds two at a time; a sum of one is that one. */
function sums(id: string, sources: readonly string[], shared: Message<'Node'>): Message<'Node'>[] {
  const [first = '', ...rest] = sources;
  if (rest.length === 0) return [{ name: id, opType: 'Identity', input: [first], output: [id] }];
  const value = (index: number) => (index === rest.length ? id : `${id}.${index}`);
  return rest.map((source, index) => {
    const input = [index === 0 ? first : value(index), source];
    return { ...shared, name: value(index + 1), input, output: [value(index + 1)] };
  });
}

/** ONNX wants the graph's output to be another value than its input. */
function identity(portable: Portable): Message<'Node'> {
  return { name: 'output', opType: 'Identity', input: [startValue(portable)], output: ['output'] };
}

function attribute(name: string, value: ParamValue): Message<'Attribute'> {
  if (realAttributes.has(name)) return { name, type: attributeTypes.float, f: value as number };
  return { name, type: attributeTypes.int, i: value as number };
}

function initializer(name: string, { shape, data }: Tensor): Message<'Tensor'> {
  return { name, dims: shape, dataType: dataTypes.float, rawData: encodeFloats(data) };
}

/** `[rows, features]`, of any number of rows. */
function valueInfo(name: string, features: number): Message<'ValueInfo'> {
  const shape = { dim: [{ dimParam: 'rows' }, { dimValue: features }] };
  return { name, type: { tensorType: { elemType: dataTypes.float, shape } } };
}
