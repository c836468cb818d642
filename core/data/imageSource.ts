import { type ImageSize, readImage, resample } from '../formats/image.ts';
import { type Watcher, watched } from '../formats/watch.ts';
import { entryNames, unzip } from '../formats/zip.ts';
import { ProblemError, problem, unwrap } from '../problem.ts';
import { tensor } from '../tensor.ts';
import { type FileHost, readFile } from './files.ts';
import { imagesOf, type NamedImage } from './imageNames.ts';
import type { ImagesSource } from './settings.ts';
import type { RawData } from './sources.ts';

/** Numbers that all pictures together may become: 2 GB of them. */
const MOST_NUMBERS = 2 ** 29;

/**
 * Reads pictures of a folder, which its host hands over as a zip, or of a zip; the folder that a picture lies in is its
 * class. Rows are in the order of the names by code point. Throws a ProblemError for what is wrong with them.
 */
export async function loadImages(source: ImagesSource, host: FileHost): Promise<RawData> {
  const { path, labelled = true } = source;
  const zip = await readFile(path, host);
  const images = imagesOf(unwrap(entryNames(zip, path)), labelled);
  const features = source.width * source.height * source.channels;
  if (images.length === 0) throw new ProblemError(problem('noImages', { file: path }));
  const numbers = images.length * features;
  if (numbers > MOST_NUMBERS) {
    throw new ProblemError(problem('tooManyImages', { file: path, count: images.length, numbers, most: MOST_NUMBERS }));
  }
  return {
    file: path,
    x: tensor([images.length, features], await decodeAll(zip, images, source, host.watcher)),
    names: Array.from({ length: features }, (_, index) => String(index)),
    target: labelled ? { kind: 'text', cells: images.map(({ label }) => label) } : null,
  };
}

async function decodeAll(
  zip: Uint8Array,
  images: readonly NamedImage[],
  source: ImagesSource,
  watcher: Watcher = {},
): Promise<Float32Array> {
  const names = new Set(images.map(({ name }) => name));
  const files = unwrap(unzip(zip, source.path, { only: (name) => names.has(name) }));
  const size: ImageSize = source;
  const features = size.width * size.height * size.channels;
  const values = new Float32Array(images.length * features);
  const packed = images.map(({ name }) => files.get(name) as Uint8Array);
  const pieces = async function* () {
    yield* packed;
  };
  let row = 0;
  const total = packed.reduce((sum, { length }) => sum + length, 0);
  for await (const bytes of watched({ size: total, pieces }, source.path, watcher).pieces()) {
    const name = `${source.path}/${images[row]?.name}`;
    values.set(resample(unwrap(readImage(bytes, name)), size), row++ * features);
  }
  return values;
}
