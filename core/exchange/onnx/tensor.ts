import { elementCount } from '../../formats/array.ts';
import { decodeElements, elementTypes } from '../../formats/elements.ts';
import { quote } from '../../formats/unsound.ts';
import type { ProblemError } from '../../problem.ts';
import type { Tensor } from '../../tensor.ts';
import { dataTypes, type Message } from './schema.ts';

/** The numbers of a tensor in the file as float32. Nothing is allocated before the shape was held against the data. */
export function readTensor(message: Message<'Tensor'>, bad: (reason: string) => ProblemError): Tensor {
  const { name = '', dims = [], dataType = 0, rawData, dataLocation = 0 } = message;
  const fault = (reason: string) => bad(`tensor ${quote(name)} ${reason}`);
  const type = new Map<number, { element: keyof typeof elementTypes; list: readonly number[] | undefined }>([
    [dataTypes.float, { element: 'f32', list: message.floatData }],
    [dataTypes.double, { element: 'f64', list: message.doubleData }],
    [dataTypes.int64, { element: 'i64', list: message.int64Data }],
  ]).get(dataType);
  if (!type) throw fault(`has the data type ${dataType}, which is none of float, double and int64`);
  if (dataLocation !== 0) throw fault('keeps its numbers in another file');
  const count = elementCount(dims);
  if (count === null) throw fault('has a shape that is no list of whole numbers from 0, or is too large');
  const element = elementTypes[type.element];
  const held = rawData ? rawData.length / element.size : (type.list?.length ?? 0);
  if (held !== count) throw fault(`has ${held} numbers, but its shape takes ${count}`);
  const data = rawData ? decodeElements(element, rawData, true) : Float32Array.from(type.list ?? []);
  return { shape: dims, data };
}
