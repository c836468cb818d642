/**
 * Protocol buffers by the schema's table, on the reader and writer of protobufjs. Its own reflection and its generated
 * modules are not used: reflection makes functions from text, which the app's content security policy forbids, and
 * generated modules would be two thousand lines for the dozen messages that a network takes.
 */
import * as protobufjs from 'protobufjs/minimal.js';
import { collect, ProblemError, problem, type Result } from '../../problem.ts';
import { type Message, type MessageName, type Scalar, type Schema, schema } from './schema.ts';

// Node sees a CommonJS module under `default`, bundlers a namespace of named exports.
const { Reader, Writer } = ('default' in protobufjs ? protobufjs.default : protobufjs) as typeof protobufjs;
type Reader = InstanceType<typeof Reader>;
type Writer = InstanceType<typeof Writer>;

type Field = readonly [number: number, kind: MessageName | Scalar, many?: 'many'];
type Loose = Record<string, unknown>;

const DELIMITED = 2;
const wireTypes: Readonly<Record<Scalar, number>> = { int32: 0, int64: 0, double: 1, string: 2, bytes: 2, float: 5 };

export function encode<Name extends MessageName>(name: Name, message: Message<Name>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(write(Writer.create(), name, message as Loose).finish());
}

function write(writer: Writer, name: MessageName, message: Loose): Writer {
  for (const [key, [number, kind, many]] of Object.entries(schema[name] as Readonly<Record<string, Field>>)) {
    const value = message[key];
    if (value === undefined) continue;
    for (const one of many ? (value as readonly unknown[]) : [value]) {
      writer.uint32((number << 3) | (isMessage(kind) ? DELIMITED : wireTypes[kind]));
      if (isMessage(kind)) write(writer.fork(), kind, one as Loose).ldelim();
      else (writer[kind] as (value: unknown) => Writer)(one);
    }
  }
  return writer;
}

function isMessage(kind: MessageName | Scalar): kind is MessageName {
  return Object.hasOwn(schema, kind);
}

/**
 * What a file may hold beside its raw bytes: numbers one by one, and messages, each of which takes the memory of some
 * numbers. Two bytes are a message, so that a file of some megabytes could fill the memory with empty ones.
 */
const MOST_VALUES = 2 ** 25;
const MESSAGE = 16;

/** What is left of that for the rest of a file. */
interface Budget {
  values: number;
}

function spend(budget: Budget, values: number): void {
  budget.values -= values;
  if (budget.values < 0) throw new RangeError(`it holds more than ${MOST_VALUES} values`);
}

/** Reads a message; bytes that are none, and too many messages, are the Problem `badModel`. */
export function decode<Name extends MessageName>(name: Name, bytes: Uint8Array, file: string): Result<Message<Name>> {
  return collect(() => {
    // A copy of the view, since a reader over Node's Buffer would be of another class.
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      const reader = new Reader(view);
      return read(reader, name, reader.len, { values: MOST_VALUES }) as Message<Name>;
    } catch (error) {
      // The library throws errors of several kinds, all of which come from the bytes.
      const told = error instanceof Error ? error.message : String(error);
      const reason = told.startsWith('index out of range') ? `it ends after ${view.length} bytes` : told;
      throw new ProblemError(problem('badModel', { file, format: 'ONNX', reason }));
    }
  });
}

const fieldsOf = new Map<MessageName, ReadonlyMap<number, readonly [key: string, field: Field]>>(
  (Object.keys(schema) as MessageName[]).map((name) => [
    name,
    new Map(Object.entries(schema[name] as Schema[MessageName]).map(([key, field]) => [field[0], [key, field]])),
  ]),
);

function read(reader: Reader, name: MessageName, end: number, budget: Budget): Loose {
  spend(budget, MESSAGE);
  const message: Record<string, unknown> = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wireType = tag & 7;
    const [key, field] = fieldsOf.get(name)?.get(tag >>> 3) ?? [];
    if (key === undefined || field === undefined) {
      reader.skipType(wireType, 0, tag >>> 3);
      continue;
    }
    const [, kind, many] = field;
    const values = readField(reader, kind, wireType, many !== undefined, end, budget);
    if (!many) message[key] = values[0];
    else {
      const list = (message[key] ?? []) as unknown[];
      for (const value of values) list.push(value);
      message[key] = list;
    }
  }
  if (reader.pos !== end) throw new RangeError(`a ${name} runs past its end`);
  return message;
}

function readField(
  reader: Reader,
  kind: MessageName | Scalar,
  wireType: number,
  many: boolean,
  end: number,
  budget: Budget,
): readonly unknown[] {
  if (isMessage(kind)) {
    if (wireType !== DELIMITED) throw new RangeError(`a ${kind} has wire type ${wireType}`);
    return [read(reader, kind, endOf(reader, end), budget)];
  }
  spend(budget, 1);
  if (wireType === wireTypes[kind]) return [readScalar(reader, kind)];
  // Repeated numbers may be packed into one run of bytes.
  if (!many || wireType !== DELIMITED || wireTypes[kind] === DELIMITED) {
    throw new RangeError(`a ${kind} has wire type ${wireType}`);
  }
  const last = endOf(reader, end);
  const values: unknown[] = [];
  while (reader.pos < last) {
    spend(budget, 1);
    values.push(readScalar(reader, kind));
  }
  if (reader.pos !== last) throw new RangeError('packed numbers run past their end');
  return values;
}

/** Where a run of bytes whose length comes next ends, which must be within the message around it. */
function endOf(reader: Reader, outer: number): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > outer) throw new RangeError(`${length} bytes are announced where ${outer - reader.pos} are left`);
  return end;
}

function readScalar(reader: Reader, kind: Scalar): unknown {
  const value: unknown = reader[kind]();
  return kind === 'int64' ? Number(value) : value;
}
