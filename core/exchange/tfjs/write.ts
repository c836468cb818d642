import { encodeFloats } from '../../formats/elements.ts';
import type { InferredBlock } from '../../graph/infer.ts';
import { type Tensor, transpose } from '../../tensor.ts';
import type { Portable } from '../portable.ts';
import type { Files } from '../target.ts';
import { MODEL_FILE } from './format.ts';

/** Bytes of a shard at most: what the TensorFlow.js converter keeps to, for the sake of browsers' caches. */
const SHARD = 4 * 1024 * 1024;

/** What stands before the first layer where rows come raw; a dash is allowed in no block's id. */
const SCALING = 'preprocess-standardized';

interface Layer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
  /** By Keras's names, in its layout: kernels are `[in, out]`. */
  readonly weights: ReadonlyMap<string, Tensor>;
}

/**
 * The network as `model.json` and weight shards, for `tf.loadLayersModel`. A functional model, which chains and branches
 * alike are; layers are named after the blocks.
 *
 * @param metadata kept in the file; `model.getUserDefinedMetadata()` gives it back
 */
export function writeTfjs(portable: Portable, metadata: Readonly<Record<string, string>>): Files {
  const layers = layersOf(portable);
  const weights = layers.flatMap(({ name, weights: own }) =>
    [...own].map(([key, tensor]) => ({ name: `${name}/${key}`, tensor })),
  );
  const shards = cut(weights.map(({ tensor }) => tensor));
  const paths = shards.map((_, index) => `group1-shard${index + 1}of${shards.length}.bin`);
  const { input } = portable.network;
  const model = {
    format: 'layers-model',
    generatedBy: 'Gradwire',
    convertedBy: null,
    modelTopology: {
      keras_version: '2.1.6',
      backend: 'tensor_flow.js',
      model_config: {
        class_name: 'Model',
        config: {
          name: portable.name || 'network',
          layers: layers.map(layerJson),
          input_layers: [[input.node.id, 0, 0]],
          output_layers: [[layers[layers.length - 1]?.name, 0, 0]],
        },
      },
    },
    weightsManifest: [
      { paths, weights: weights.map(({ name, tensor }) => ({ name, shape: tensor.shape, dtype: 'float32' })) },
    ],
    userDefinedMetadata: metadata,
  };
  const text = new TextEncoder().encode(`${JSON.stringify(model)}\n`);
  return new Map([[MODEL_FILE, text], ...shards.map((bytes, index) => [paths[index] as string, bytes] as const)]);
}

function layersOf(portable: Portable): Layer[] {
  const { network } = portable;
  const { input, prediction } = network;
  const first = scalingLayer(portable);
  const start = first ? first.name : input.node.id;
  const layers = network.blocks.flatMap((block) => {
    const layer = blockLayer(block, portable, (id) => (id === input.node.id ? start : id));
    return block === input && first ? [layer, first] : [layer];
  });
  // The answer must come last; blocks are in the order in which they compute, so it does, but where it is the input.
  if (prediction.node.type !== 'input') return layers;
  return [...layers, { ...passing('output', start) }];
}

function blockLayer(block: InferredBlock, { weights }: Portable, named: (id: string) => string): Layer {
  const { node, params, inputs, features } = block;
  const sources = (inputs.x ?? []).map((source) => named(source.block));
  const context = { params, inFeatures: inputs.x?.[0]?.features ?? 0, outFeatures: features ?? 0 };
  const mapped = block.block.mapping.tfjs?.(context);
  if (!mapped) throw new Error(`'${node.type}' is no layer`);
  // Keras joins two inputs or more.
  if (block.block.inputs[0]?.many && sources.length === 1) return passing(node.id, sources[0] as string);
  const own = block.weights.map(({ name }): [string, Tensor] => {
    const tensor = weights.get(`${node.id}.${name}`) as Tensor;
    return name === 'weight' ? ['kernel', transpose(tensor)] : [name, tensor];
  });
  return { className: mapped.layer, name: node.id, config: mapped.config, sources, weights: new Map(own) };
}

/** A layer that changes nothing. */
function passing(name: string, source: string): Layer {
  return { className: 'Activation', name, config: { activation: 'linear' }, sources: [source], weights: new Map() };
}

/** Standardisation is what batch normalisation does with fixed statistics. */
function scalingLayer({ scaling, network }: Portable): Layer | null {
  if (!scaling) return null;
  const vector = (values: readonly number[]): Tensor => ({ shape: [values.length], data: Float32Array.from(values) });
  return {
    className: 'BatchNormalization',
    name: SCALING,
    config: { axis: -1, epsilon: 0, center: false, scale: false, trainable: false },
    sources: [network.input.node.id],
    weights: new Map([
      ['moving_mean', vector(scaling.mean)],
      ['moving_variance', vector(scaling.std.map((value) => value * value))],
    ]),
  };
}

function layerJson({ className, name, config, sources }: Layer) {
  const snake = Object.entries(config).map(([key, value]) => [
    key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    value,
  ]);
  return {
    class_name: className,
    name,
    config: { name, dtype: 'float32', ...Object.fromEntries(snake) },
    inbound_nodes: sources.length === 0 ? [] : [sources.map((source) => [source, 0, 0, {}])],
  };
}

/** The tensors' bytes one behind the other, in pieces of a shard's size. */
function cut(tensors: readonly Tensor[]): Uint8Array[] {
  const size = tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
  const all = new Uint8Array(size);
  let at = 0;
  for (const { data } of tensors) {
    all.set(encodeFloats(data), at);
    at += data.byteLength;
  }
  const count = Math.max(1, Math.ceil(size / SHARD));
  return Array.from({ length: count }, (_, index) => all.subarray(index * SHARD, (index + 1) * SHARD));
}
