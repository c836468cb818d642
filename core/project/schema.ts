import { z } from 'zod';
import type { Field, Fields } from '../blocks/params.ts';
import { generatorNames, generators } from '../data/generators/index.ts';
import { defaultSplit, languages } from '../data/settings.ts';
import { ID_PATTERN } from '../graph/infer.ts';
import { optimizers } from '../optimizers/index.ts';
import { schedules } from '../optimizers/schedule.ts';

/**
 * The project file's shape. Objects are loose: keys that this version does not know are kept, so that saving a file of
 * a sister tool loses nothing. What blocks' params may be is the registry's business, not the schema's.
 */
const finite = z.number();
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const seed = z.int().min(0).max(0xffffffff);
const share = finite.min(0).max(1);
const filePath = z.string().min(1);

function fieldSchema(field: Field) {
  switch (field.kind) {
    case 'integer':
      return z.int().min(field.min).max(field.max).default(field.default);
    case 'number':
      return finite.min(field.min).max(field.max).default(field.default);
    case 'flag':
      return z.boolean().default(field.default);
    case 'choice':
      return z.enum(Object.keys(field.options)).default(field.default);
  }
}

/** One of several kinds, each with fields of its own; a field that the kind does not have is a fault. */
function oneOf(kinds: Readonly<Record<string, { readonly params: Fields }>>) {
  const options = Object.entries(kinds).map(([type, { params }]) => {
    const fields = Object.entries(params).map(([name, field]) => [name, fieldSchema(field)] as const);
    return z.strictObject({ type: z.literal(type), ...Object.fromEntries(fields) });
  });
  return z.discriminatedUnion('type', options as unknown as [(typeof options)[number], ...typeof options]);
}

const position = z.looseObject({ x: finite, y: finite });
const paramValue = z.union([z.number(), z.string(), z.boolean()]);

const graph = z.looseObject({
  blocks: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      params: z.record(z.string(), paramValue).default({}),
      position: position.optional(),
      label: z.string().max(200).optional(),
    }),
  ),
  wires: z.array(z.looseObject({ from: z.string(), to: z.string() })).default([]),
  notes: z
    .array(
      z.looseObject({
        id: z.string().regex(ID_PATTERN),
        kind: z.enum(['comment', 'frame']),
        text: z.string(),
        position,
        size: z.looseObject({ width: finite.min(0), height: finite.min(0) }),
      }),
    )
    .optional(),
});

const generated = z
  .looseObject({
    kind: z.literal('generated'),
    generator: z.enum(generatorNames),
    samples: z.int().min(1).max(1_000_000).optional(),
    noise: share.default(0),
    seed: seed.default(1),
  })
  .transform((source) => ({ ...source, samples: source.samples ?? generators[source.generator].defaultSamples }));

/** A column's name, or its number from 0. */
const column = z.union([z.string().min(1), z.int().min(0).max(100_000)]);

export const numberRule = z.looseObject({
  encode: z.literal('number').optional(),
  missing: z.enum(['drop', 'mean', 'median']).optional(),
});
export const oneHotRule = z.looseObject({
  encode: z.literal('oneHot'),
  missing: z.enum(['drop', 'category']).optional(),
});

const pictureSide = z.int().min(1).max(512).default(28);

const source = z.discriminatedUnion('kind', [
  generated,
  z.looseObject({
    kind: z.literal('table'),
    path: filePath,
    header: z.boolean().optional(),
    features: z.union([z.literal('all'), z.array(z.string()).min(1)]).default('all'),
    target: z.string().optional(),
    columns: z.record(z.string(), z.discriminatedUnion('encode', [numberRule, oneHotRule])).optional(),
  }),
  z.looseObject({
    kind: z.literal('arrays'),
    x: filePath,
    target: filePath.optional(),
    scale: finite.default(1),
  }),
  z.looseObject({
    kind: z.literal('text'),
    path: filePath,
    text: column.default(1),
    label: column.default(0),
    vectors: filePath,
    language: z.enum(languages).default('en'),
    quoting: z.enum(['none', 'csv']).optional(),
    filter: z.looseObject({ column, values: z.array(z.string()).min(1) }).optional(),
  }),
  z.looseObject({
    kind: z.literal('images'),
    path: filePath,
    width: pictureSide,
    height: pictureSide,
    channels: z.union([z.literal(1), z.literal(3)]).default(1),
    labelled: z.boolean().optional(),
  }),
]);

const data = z.looseObject({
  source,
  valid: source.optional(),
  test: source.optional(),
  split: z
    .looseObject({
      train: share.default(defaultSplit.train),
      valid: share.default(defaultSplit.valid),
      test: share.default(defaultSplit.test),
      seed: seed.default(defaultSplit.seed),
    })
    .prefault({}),
  standardize: z.boolean().default(false),
  task: z.enum(['classification', 'regression']).optional(),
  derive: z.array(z.string()).min(1).max(10_000).optional(),
});

const training = z.looseObject({
  optimizer: oneOf(optimizers).prefault({ type: 'sgd', learningRate: 0.1, momentum: 0.9 } as never),
  batchSize: z.int().min(1).max(1_000_000).default(16),
  epochs: count.default(60),
  seed: seed.default(1),
  shuffle: z.boolean().default(true),
  schedule: oneOf(schedules).optional(),
  clipNorm: finite.gt(0).optional(),
  l1: finite.min(0).optional(),
  l2: finite.min(0).optional(),
  earlyStopping: z
    .looseObject({ patience: z.int().min(1).max(1_000_000).default(5), minDelta: finite.min(0).default(0) })
    .optional(),
});

/** What of a project a training depends on: the run log keeps it of every run. */
export const settingsShape = {
  graph,
  data: data.nullish().transform((value) => value ?? null),
  training: training.prefault({}),
};

const single = finite.refine((value) => Number.isFinite(Math.fround(value)), 'a number that 32 bits can hold');

/** Rows of one width; how wide the network wants them may have changed since they were typed in. */
const lines = z
  .array(z.array(single).min(1))
  .min(1)
  .refine((rows) => rows.every(({ length }) => length === rows[0]?.length), 'rows of one width');

const handRows = z
  .looseObject({ x: lines, target: lines.optional() })
  .refine(({ x, target }) => !target || target.length === x.length, 'a target for each row');

export const projectSchema = z.looseObject({
  format: z.literal('gradwire'),
  version: z.int().min(1),
  name: z.string().max(200).default('Untitled'),
  ...settingsShape,
  handRows: handRows.optional(),
  goal: z.looseObject({ accuracy: share.optional(), loss: finite.min(0).optional() }).optional(),
});
