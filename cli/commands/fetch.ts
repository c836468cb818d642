import path from 'node:path';
import { type CatalogueEntry, type CatalogueId, catalogue, catalogueIds } from '../../core/data/catalogue.ts';
import { dataFolder } from '../../node/dataFolder.ts';
import { download } from '../../node/download.ts';
import { parse, UsageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { downloadBar } from '../progress.ts';

export const fetchData: Command = {
  name: 'fetch',
  usage: `${catalogueIds.join('|')} [--from ADDRESS]`,
  summary: 'a data set of the catalogue, verified by its checksum, into the user’s folder; --from names a mirror',
  async run(args) {
    const { options, positionals } = parse(args, { from: { type: 'string' } }, ['ID']);
    if (options.help) return 'help';
    const id = positionals[0] as CatalogueId;
    if (!catalogueIds.includes(id)) throw new UsageError(`'${id}' is none of ${catalogueIds.join(', ')}`);
    const entry: CatalogueEntry = catalogue[id];
    const folder = path.join(dataFolder(), id);
    const interrupt = new AbortController();
    const stop = () => interrupt.abort();
    process.once('SIGINT', stop);
    const files: string[] = [];
    try {
      for (const file of entry.files) {
        const address = options.from === undefined ? file.address : mirrored(options.from, file.name);
        const bar = options.json ? null : downloadBar(file.name, file.bytes);
        const progress = { onProgress: (done: number) => bar?.update(done) };
        try {
          files.push(await download({ ...file, address }, { folder, signal: interrupt.signal, ...progress }));
        } finally {
          bar?.stop();
        }
      }
    } finally {
      process.off('SIGINT', stop);
    }
    const { title, source, licence, settings } = entry;
    const data = settings(folder);
    return {
      json: { id, title, source, licence, folder, files, data },
      print: () => {
        process.stdout.write(`${title}\nsource: ${source}\nlicence: ${licence}\n${files.join('\n')}\n`);
        process.stdout.write(`\nin a project:\n"data": ${JSON.stringify(data, null, 2)}\n`);
      },
      problems: [],
    };
  },
};

function mirrored(place: string, name: string): string {
  try {
    return new URL(name, place.endsWith('/') ? place : `${place}/`).href;
  } catch {
    throw new UsageError(`--from is '${place}', not an address`);
  }
}
