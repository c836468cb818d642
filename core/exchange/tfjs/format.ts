import { z } from 'zod';

/**
 * A TensorFlow.js layers model: `model.json` with Keras's topology and a manifest, and the weights in binary shards; from
 * https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts and what `LayersModel.save` writes.
 */
const name = z.string().max(1000);

/** Where a layer's input comes from: the layer, and which of its calls and outputs. */
const inbound = z.tuple([name, z.int(), z.int()]).rest(z.unknown());

export const layerSchema = z.looseObject({
  class_name: name,
  name: name.optional(),
  config: z.looseObject({ name: name.optional() }),
  inbound_nodes: z.array(z.array(inbound)).optional(),
});

const graphConfig = z.looseObject({
  name: name.optional(),
  layers: z.array(layerSchema).max(10_000),
  output_layers: z.union([z.array(inbound), inbound.transform((one) => [one])]).optional(),
});

export const modelSchema = z.looseObject({
  format: z.literal('layers-model').optional(),
  userDefinedMetadata: z.record(z.string(), z.unknown()).optional(),
  modelTopology: z.looseObject({
    model_config: z.looseObject({
      class_name: name,
      // Older files hold the list of a Sequential's layers in place of an object.
      config: z.union([
        graphConfig,
        z.array(layerSchema).transform((layers) => ({ name: '', layers, output_layers: undefined })),
      ]),
    }),
  }),
  weightsManifest: z.array(
    z.looseObject({
      paths: z.array(name).max(10_000),
      weights: z
        .array(
          z.looseObject({
            name,
            shape: z.array(z.int().min(0)).max(8),
            dtype: z.string(),
            quantization: z.unknown().optional(),
          }),
        )
        .max(100_000),
    }),
  ),
});

export type LayersModel = z.infer<typeof modelSchema>;
export type LayerJson = z.infer<typeof layerSchema>;

export const MODEL_FILE = 'model.json';
