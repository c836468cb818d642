import type { Scaling } from '../../data/standardize.ts';
import { decodeText } from '../../formats/text.ts';
import { collect, ProblemError, problem, type Result } from '../../problem.ts';
import { type Tensor, transpose } from '../../tensor.ts';
import { type Foreign, ForeignBuilder } from '../foreign.ts';
import type { Files } from '../target.ts';
import { type LayerJson, MODEL_FILE, modelSchema } from './format.ts';
import { readManifest } from './weights.ts';

/** Whether a text is the `model.json` of a layers model. */
export function isLayersModel(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'modelTopology' in json && 'weightsManifest' in json;
}

/** The shards that a `model.json` names, so that they can be read beside it. */
export function shardsOf(bytes: Uint8Array, file: string): Result<readonly string[]> {
  return collect(() => {
    const paths = parse(bytes, file).weightsManifest.flatMap((group) => group.paths);
    const strange = paths.find((path) => !/^[\w-][\w.-]*$/.test(path));
    if (strange !== undefined)
      throw bad(file, `it names the shard '${strange.slice(0, 60)}', which is no plain file name`);
    return [...new Set(paths)];
  });
}

/**
 * Reads a TensorFlow.js layers model, Sequential or functional, made of the layers that blocks stand for; any other is
 * the Problem `unknownOp`, which names the layer. Kernels are turned to PyTorch's layout.
 *
 * @param files `model.json` and the shards it names
 */
export function readTfjs(files: Files, file: string): Result<Foreign> {
  return collect(() => {
    const bytes = files.get(MODEL_FILE);
    if (!bytes) throw bad(file, `'${MODEL_FILE}' is missing`);
    const model = parse(bytes, file);
    const { class_name: kind, config } = model.modelTopology.model_config;
    if (!['Sequential', 'Model', 'Functional'].includes(kind)) throw bad(file, `it is a '${kind.slice(0, 60)}'`);
    const weights = readManifest(model.weightsManifest, files, (reason) => bad(file, reason));
    const reader = new LayersReader(file, weights);
    const sequential = kind === 'Sequential';
    for (const [index, layer] of config.layers.entries()) {
      reader.readLayer(layer, sequential ? config.layers[index - 1] : undefined, sequential && index === 0);
    }
    const metadata: Record<string, string> = Object.create(null);
    for (const [key, value] of Object.entries(model.userDefinedMetadata ?? {})) {
      if (typeof value === 'string') metadata[key] = value;
    }
    const last = config.layers[config.layers.length - 1];
    const [output, ...others] = sequential
      ? [last && nameOf(last)]
      : (config.output_layers ?? []).map(([name]) => name);
    if (output === undefined || others.length > 0) throw bad(file, 'it has not exactly one output');
    return reader.finish(output, config.name ?? '', metadata);
  });
}

function parse(bytes: Uint8Array, file: string) {
  let json: unknown;
  try {
    json = JSON.parse(decodeText(bytes, file));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw bad(file, 'it is not JSON');
  }
  const parsed = modelSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  throw bad(file, `its '${path.join('.').slice(0, 100)}' is wrong: ${message}`);
}

function bad(file: string, reason: string): ProblemError {
  return new ProblemError(problem('badModel', { file, format: 'TensorFlow.js', reason }));
}

/** The blocks that Keras's activations are. */
const activations: Readonly<Record<string, string>> = {
  relu: 'relu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softmax: 'softmax',
};

const known = 'Dense, Activation, ReLU, LeakyReLU, Softmax, Add, Concatenate, Dropout, Flatten';

class LayersReader {
  readonly #file: string;
  readonly #weights: ReadonlyMap<string, Tensor>;
  readonly #builder: ForeignBuilder;
  /** The block that a layer's output comes from. */
  readonly #outputs = new Map<string, string>();
  #scaling: Scaling | null = null;
  #input = '';

  constructor(file: string, weights: ReadonlyMap<string, Tensor>) {
    this.#file = file;
    this.#weights = weights;
    this.#builder = new ForeignBuilder(file);
  }

  finish(output: string, name: string, metadata: Readonly<Record<string, string>>): Foreign {
    const last = this.#outputs.get(output);
    if (last === undefined) throw bad(this.#file, `it has no layer '${output.slice(0, 60)}', its output`);
    return this.#builder.finish(last, { name, scaling: this.#scaling, metadata });
  }

  /** @param before the layer before, in a Sequential model; the first has the input's shape */
  readLayer(layer: LayerJson, before: LayerJson | undefined, first: boolean): void {
    const name = nameOf(layer);
    if (layer.class_name === 'InputLayer') {
      this.#readInput(layer, name);
      return;
    }
    if (first) this.#readInput(layer, 'input');
    const nodes = layer.inbound_nodes ?? [];
    if (nodes.length > 1) throw this.#unknown(layer);
    const named = nodes[0]?.map(([source]) => source) ?? [];
    const sources = (before ? [nameOf(before)] : first ? ['input'] : named).map((source) => {
      const id = this.#outputs.get(source);
      if (id === undefined)
        throw bad(this.#file, `layer '${name.slice(0, 60)}' reads one that does not come before it`);
      return id;
    });
    this.#outputs.set(name, this.#block(layer, name, sources));
  }

  #readInput(layer: LayerJson, name: string): void {
    const shape = setting(layer, 'batch_input_shape') ?? setting(layer, 'batch_shape');
    const features = Array.isArray(shape) && shape.length === 2 ? (shape[1] as unknown) : null;
    if (
      this.#input !== '' ||
      !Number.isSafeInteger(features) ||
      (features as number) < 1 ||
      (features as number) > 1e6
    ) {
      throw bad(this.#file, `its input '${name.slice(0, 60)}' is not one of [rows, features]`);
    }
    this.#input = this.#builder.input(name, features as number);
    this.#outputs.set(name, this.#input);
  }

  #block(layer: LayerJson, name: string, sources: readonly string[]): string {
    const [only = ''] = sources;
    const several = layer.class_name === 'Add' || layer.class_name === 'Concatenate';
    if (!several && sources.length !== 1) throw this.#unknown(layer);
    const put = (type: string, params = {}) => this.#builder.block(type, name, params, sources);
    switch (layer.class_name) {
      case 'Dense':
        return this.#dense(layer, name, only);
      case 'Activation':
        return this.#activation(setting(layer, 'activation'), layer, name, only);
      case 'ReLU':
        if (setting(layer, 'max_value') != null) throw this.#unknown(layer);
        return put('relu');
      case 'LeakyReLU': {
        const negativeSlope = setting(layer, 'negative_slope') ?? setting(layer, 'alpha') ?? 0.3;
        if (typeof negativeSlope !== 'number') throw this.#unknown(layer);
        return put('leakyRelu', { negativeSlope });
      }
      case 'Softmax':
        this.#alongFeatures(layer);
        return put('softmax');
      case 'Add':
        return put('add');
      case 'Concatenate':
        this.#alongFeatures(layer);
        return put('concat');
      case 'Dropout': {
        const rate = setting(layer, 'rate');
        if (typeof rate !== 'number') throw this.#unknown(layer);
        return put('dropout', { rate });
      }
      case 'Flatten':
        return only;
      case 'BatchNormalization':
        return this.#standardisation(layer, name, only);
      default:
        throw this.#unknown(layer);
    }
  }

  #dense(layer: LayerJson, name: string, source: string): string {
    const kernel = this.#weights.get(`${name}/kernel`);
    const bias = setting(layer, 'use_bias') === false ? null : this.#weights.get(`${name}/bias`);
    if (kernel?.shape.length !== 2 || bias === undefined || (bias && bias.shape.length !== 1)) {
      throw bad(this.#file, `the weights of layer '${name.slice(0, 60)}' are missing or of another shape`);
    }
    const id = this.#builder.linear(name, transpose(kernel), bias, source);
    return this.#activation(setting(layer, 'activation') ?? 'linear', layer, '', id);
  }

  #activation(activation: unknown, layer: LayerJson, name: string, source: string): string {
    if (activation === 'linear') return source;
    const type = typeof activation === 'string' && Object.hasOwn(activations, activation) && activations[activation];
    if (!type) throw this.#unknown(layer);
    return this.#builder.block(type, name, {}, [source]);
  }

  /** Batch normalisation of the input by fixed statistics alone. */
  #standardisation(layer: LayerJson, name: string, source: string): string {
    const mean = this.#weights.get(`${name}/moving_mean`);
    const variance = this.#weights.get(`${name}/moving_variance`);
    const plain = setting(layer, 'center') === false && setting(layer, 'scale') === false;
    const epsilon = setting(layer, 'epsilon');
    if (source !== this.#input || this.#scaling || !plain || !mean || !variance || typeof epsilon !== 'number') {
      throw this.#unknown(layer);
    }
    this.#scaling = { mean: [...mean.data], std: Array.from(variance.data, (value) => Math.sqrt(value + epsilon)) };
    return source;
  }

  #alongFeatures(layer: LayerJson): void {
    const axis = setting(layer, 'axis') ?? -1;
    if (axis !== -1 && axis !== 1) throw this.#unknown(layer);
  }

  #unknown(layer: LayerJson): ProblemError {
    const details = { file: this.#file, op: layer.class_name.slice(0, 60), node: nameOf(layer).slice(0, 60), known };
    return new ProblemError(problem('unknownOp', details));
  }
}

function nameOf({ name, config }: LayerJson): string {
  return name ?? config.name ?? '';
}

/** A setting of a layer, spelled as Keras or as TensorFlow.js spells it. */
function setting({ config }: LayerJson, name: string): unknown {
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  for (const key of [name, camel]) if (Object.hasOwn(config, key)) return config[key];
  return undefined;
}
