import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { zip } from '../core/formats/zip.ts';
import { collectAsync } from '../core/problem.ts';
import { dataFolder } from './dataFolder.ts';
import { download } from './download.ts';
import { testFolders } from './testing/folders.ts';
import { type Answer, honest, type Mirror, startMirror } from './testing/mirror.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251);
const sha256 = createHash('sha256').update(content).digest('hex');
const whole = { name: 'set.gz', bytes: content.length, sha256 };

const makeFolder = testFolders();

let mirror: Mirror | null = null;
afterEach(() => mirror?.close());

/** A server that answers so, and what it was asked for. */
async function serverOf(answer: Answer): Promise<Pick<Mirror, 'address' | 'ranges'>> {
  mirror = await startMirror(answer);
  return { address: `${mirror.address}set.gz`, ranges: mirror.ranges };
}

const sound = honest(content);

/** Sends so many bytes of a whole answer, and hangs up once they have been written to a file. */
const cutAfter =
  (bytes: Uint8Array, count: number, part: string): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, count));
    const isWritten = () => statSync(part, { throwIfNoEntry: false })?.size === count;
    const watching = setInterval(() => isWritten() && response.destroy(), 5);
    response.once('close', () => clearInterval(watching));
  };

function fetchFrom(
  address: string,
  folder: string,
  { file = {}, ...more }: { file?: object; [name: string]: unknown } = {},
) {
  return collectAsync(() => download({ ...whole, ...file, address }, { folder, ...more }));
}

const failure = async (...args: Parameters<typeof fetchFrom>) => {
  const result = await fetchFrom(...args);
  return result.ok ? 'it was fetched' : `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
};

it('fetches once, verifies, and asks no server a second time', async () => {
  const folder = makeFolder();
  const { address, ranges } = await serverOf(sound);
  const seen: number[] = [];
  expect(await fetchFrom(address, folder, { onProgress: (done: number) => seen.push(done) })).toMatchObject({
    ok: true,
  });
  expect(Buffer.compare(readFileSync(path.join(folder, 'set.gz')), content)).toBe(0);
  expect(readdirSync(folder)).toEqual(['set.gz']);
  expect(seen.at(-1)).toBe(content.length);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
  expect(ranges).toHaveLength(1);
});

it('goes on where the connection broke', async () => {
  const folder = makeFolder();
  const broken = cutAfter(content, 100_000, path.join(folder, 'set.gz.part'));
  let calls = 0;
  const { address, ranges } = await serverOf((...args) => (calls++ === 0 ? broken : sound)(...args));
  expect(await failure(address, folder)).toContain('downloadFailed');
  expect(readdirSync(folder)).toEqual(['set.gz.part']);
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
  expect(ranges).toEqual([undefined, 'bytes=100000-']);
});

it.each<[string, Answer]>([
  ['knows no ranges', (_, response) => response.end(content)],
  [
    'sends another range than was asked for',
    ({ headers: { range } }, response) => {
      if (range) response.writeHead(206, { 'content-range': `bytes 7-${content.length - 1}/${content.length}` });
      response.end(range ? content.subarray(7) : content);
    },
  ],
  [
    'finds the range wrong',
    ({ headers: { range } }, response) => {
      if (range) response.writeHead(416).end();
      else response.end(content);
    },
  ],
])('begins anew where the server %s', async (_, answer) => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'set.gz.part'), content.subarray(0, 1000));
  const { address } = await serverOf(answer);
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
});

it('keeps nothing of another file, and heals a part and a target that are wrong', async () => {
  const folder = makeFolder();
  const forged = Uint8Array.from(content).fill(0, 1000, 1001);
  forged[1000] = (content[1000] as number) ^ 1;
  const { address } = await serverOf((_, response) => response.end(forged));
  expect(await failure(address, folder)).toContain('downloadWrong');
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(path.join(folder, 'set.gz'), forged);
  writeFileSync(path.join(folder, 'set.gz.part'), forged);
  mirror?.close();
  const healed = await serverOf(sound);
  expect(await fetchFrom(healed.address, folder)).toMatchObject({ ok: true });
});

it('begins anew where what had been begun is of another file', async () => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'set.gz.part'), '<html>Please log in</html>');
  const { address, ranges } = await serverOf(sound);
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
  expect(ranges).toEqual(['bytes=26-', undefined]);
});

it('stops a server that never stops, is silent, or has no such file', async () => {
  const folder = makeFolder();
  const endless = await serverOf((_, response) => {
    const push = () => {
      while (!response.destroyed && response.write(content));
      response.once('drain', push);
    };
    push();
  });
  expect(await failure(endless.address, folder)).toContain('the server sends more than the 300000 bytes');
  expect(readdirSync(folder)).toEqual([]);
  mirror?.close();
  const silent = await serverOf((_, response) => response.writeHead(200).flushHeaders());
  expect(await failure(silent.address, folder, { patience: 100 })).toContain('the server was silent for 0.1 seconds');
  mirror?.close();
  const missing = await serverOf((_, response) => response.writeHead(404).end('no'));
  expect(await failure(missing.address, folder)).toContain('the server answers 404');
  const looping = await serverOf((_, response) => response.writeHead(302, { location: '/' }).end());
  expect(await failure(looping.address, folder)).toContain('downloadFailed');
  expect(await failure('http://127.0.0.1:1/set.gz', folder)).toContain('downloadFailed');
});

it('a cancelled download keeps its part', async () => {
  const folder = makeFolder();
  const { address } = await serverOf((_, response) => response.write(content.subarray(0, 5000)));
  const cancel = new AbortController();
  const onProgress = () => cancel.abort();
  expect(await failure(address, folder, { signal: cancel.signal, onProgress })).toContain('downloadCancelled');
  expect(readFileSync(path.join(folder, 'set.gz.part'))).toHaveLength(5000);
});

it('keeps nothing of what a server leads to elsewhere, where it is another file', async () => {
  const folder = makeFolder();
  const elsewhere = await startMirror((_, response) => response.end(new Uint8Array(content.length)));
  const { address } = await serverOf((_, response) => response.writeHead(302, { location: elsewhere.address }).end());
  expect(await failure(address, folder)).toContain('downloadWrong');
  expect(elsewhere.ranges).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
  elsewhere.close();
});

it('says so where nothing can be written', async () => {
  const folder = path.join(makeFolder(), 'file');
  writeFileSync(folder, '');
  const { address, ranges } = await serverOf(sound);
  expect(await failure(address, folder)).toContain('fileUnwritable');
  expect(ranges).toEqual([]);
});

describe('a file that is served in a zip', () => {
  const packed = zip(
    new Map([
      ['set.gz', content],
      ['readme.txt', new Uint8Array(9)],
    ]),
  );
  const zipBytes = packed.length + 100_000;
  const fromZip = (address: string, folder: string) => fetchFrom(address, folder, { file: { zipBytes } });
  const refused = async (answer: Answer) => {
    const folder = makeFolder();
    const { address } = await serverOf(answer);
    const result = await fromZip(address, folder);
    expect(readdirSync(folder)).toEqual([]);
    return result.ok ? 'it was fetched' : `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
  };

  it('is unpacked, verified and kept alone', async () => {
    const folder = makeFolder();
    const { address, ranges } = await serverOf(honest(packed));
    expect(await fromZip(address, folder)).toMatchObject({ ok: true });
    expect(await fromZip(address, folder)).toMatchObject({ ok: true });
    expect(ranges).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['set.gz']);
    expect(Buffer.compare(readFileSync(path.join(folder, 'set.gz')), content)).toBe(0);
  });

  it('goes on where the connection broke', async () => {
    const folder = makeFolder();
    const cut = Math.floor(packed.length / 2);
    const broken = cutAfter(packed, cut, path.join(folder, 'set.gz.zip.part'));
    let calls = 0;
    const { address, ranges } = await serverOf((...args) => (calls++ === 0 ? broken : honest(packed))(...args));
    expect(await fromZip(address, folder)).toMatchObject({ ok: false });
    expect(readdirSync(folder)).toEqual(['set.gz.zip.part']);
    expect(await fromZip(address, folder)).toMatchObject({ ok: true });
    expect(ranges).toEqual([undefined, `bytes=${cut}-`]);
  });

  it('is refused where it is another file, or too large, or no zip', async () => {
    const forged = Uint8Array.from(content);
    forged[1000] = (content[1000] as number) ^ 1;
    const zipOf = (bytes: Uint8Array, name = 'set.gz') => honest(zip(new Map([[name, bytes]])));
    expect(await refused(zipOf(forged))).toContain('downloadWrong');
    expect(await refused(zipOf(content, '../set.gz'))).toContain('downloadWrong');
    // A bomb: far more than the file may have, in few bytes.
    expect(await refused(zipOf(new Uint8Array(50_000_000)))).toContain('downloadWrong');
    expect(await refused((_, response) => response.end('<html>moved</html>'))).toContain('downloadWrong');
    expect(await refused(honest(packed.subarray(0, packed.length - 30)))).toContain('downloadWrong');
  });

  it('is not read beyond what its zip may have', async () => {
    const announced = await refused((_, response) => {
      response.writeHead(200, { 'content-length': zipBytes + 1 });
      response.write(new Uint8Array(10));
    });
    expect(announced).toContain('announces');
    const endless = await refused((_, response) => {
      const push = () => {
        while (!response.destroyed && response.write(content));
        response.once('drain', push);
      };
      push();
    });
    expect(endless).toContain(`sends more than the ${zipBytes} bytes`);
  });
});

it('keeps data where the system keeps such things, or where the user says', () => {
  expect(dataFolder({ GRADWIRE_DATA: '/tmp/sets' }, 'linux')).toBe(path.resolve('/tmp/sets'));
  expect(dataFolder({ XDG_DATA_HOME: '/x' }, 'linux')).toBe(path.join('/x', 'gradwire', 'data'));
  expect(dataFolder({ APPDATA: 'C:/A' }, 'win32')).toContain('Gradwire');
});
