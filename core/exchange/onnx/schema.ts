/**
 * The messages of ONNX that a feed-forward network needs, by field: number, kind, and whether it repeats; from
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Field names are those of the schema in camel case. Fields that
 * are not here are skipped when a file is read.
 */
export const schema = {
  Model: {
    irVersion: [1, 'int64'],
    producerName: [2, 'string'],
    docString: [6, 'string'],
    graph: [7, 'Graph'],
    opsetImport: [8, 'OperatorSet', 'many'],
    metadataProps: [14, 'Entry', 'many'],
  },
  OperatorSet: { domain: [1, 'string'], version: [2, 'int64'] },
  Entry: { key: [1, 'string'], value: [2, 'string'] },
  Graph: {
    node: [1, 'Node', 'many'],
    name: [2, 'string'],
    initializer: [5, 'Tensor', 'many'],
    docString: [10, 'string'],
    input: [11, 'ValueInfo', 'many'],
    output: [12, 'ValueInfo', 'many'],
  },
  Node: {
    input: [1, 'string', 'many'],
    output: [2, 'string', 'many'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'Attribute', 'many'],
    docString: [6, 'string'],
    domain: [7, 'string'],
  },
  Attribute: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    t: [5, 'Tensor'],
    ints: [8, 'int64', 'many'],
    type: [20, 'int32'],
  },
  Tensor: {
    dims: [1, 'int64', 'many'],
    dataType: [2, 'int32'],
    floatData: [4, 'float', 'many'],
    int64Data: [7, 'int64', 'many'],
    name: [8, 'string'],
    rawData: [9, 'bytes'],
    doubleData: [10, 'double', 'many'],
    dataLocation: [14, 'int32'],
  },
  ValueInfo: { name: [1, 'string'], type: [2, 'Type'], docString: [3, 'string'] },
  Type: { tensorType: [1, 'TensorType'] },
  TensorType: { elemType: [1, 'int32'], shape: [2, 'Shape'] },
  Shape: { dim: [1, 'Dimension', 'many'] },
  Dimension: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
} as const;

export type Schema = typeof schema;
export type MessageName = keyof Schema;
export type Scalar = 'int32' | 'int64' | 'float' | 'double' | 'string' | 'bytes';

type FieldValue<Kind> = Kind extends MessageName
  ? Message<Kind>
  : Kind extends 'string'
    ? string
    : Kind extends 'bytes'
      ? Uint8Array
      : number;

/** A message as an object; fields that are not set are absent. */
export type Message<Name extends MessageName> = {
  readonly [Field in keyof Schema[Name]]?: Schema[Name][Field] extends readonly [number, infer Kind, 'many']
    ? readonly FieldValue<Kind>[]
    : Schema[Name][Field] extends readonly [number, infer Kind]
      ? FieldValue<Kind>
      : never;
};

/** `AttributeProto.AttributeType` and `TensorProto.DataType`. */
export const attributeTypes = { float: 1, int: 2 } as const;
export const dataTypes = { float: 1, int64: 7, double: 11 } as const;
