import { type CatalogueEntry, catalogue, catalogueIds, isCatalogueId } from '../../core/data/catalogue.ts';
import { fetchEntry, mirrored } from '../../node/catalogue.ts';
import { parse, UsageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type BytesBar, downloadBar } from '../progress.ts';

export const fetchData: Command = {
  name: 'fetch',
  usage: `${catalogueIds.join('|')} [--from ADDRESS]`,
  summary: 'a data set of the catalogue, verified by its checksum, into the user’s folder; --from names a mirror',
  async run(args) {
    const { options, positionals } = parse(args, { from: { type: 'string' } }, ['ID']);
    if (options.help) return 'help';
    const id = positionals[0] ?? '';
    if (!isCatalogueId(id)) throw new UsageError(`'${id}' is none of ${catalogueIds.join(', ')}`);
    if (options.from !== undefined) checkAddress(options.from);
    const interrupt = new AbortController();
    const stop = () => interrupt.abort();
    process.once('SIGINT', stop);
    let bar: { readonly file: string; readonly bar: BytesBar | null } | null = null;
    const onProgress = (file: { name: string }, done: number, total: number) => {
      if (bar?.file !== file.name) {
        bar?.bar?.stop();
        bar = { file: file.name, bar: options.json ? null : downloadBar(file.name, total) };
      }
      bar.bar?.update(done);
    };
    let files: string[];
    try {
      files = await fetchEntry(id, { mirror: options.from, signal: interrupt.signal, onProgress });
    } finally {
      (bar as { readonly bar: BytesBar | null } | null)?.bar?.stop();
      process.off('SIGINT', stop);
    }
    const { title, source, licence, settings, needsVectors = false }: CatalogueEntry = catalogue[id];
    const data = settings();
    return {
      json: { id, title: title.en, source, licence, files, data },
      print: () => {
        process.stdout.write(`${title.en}\nsource: ${source}\nlicence: ${licence}\n${files.join('\n')}\n`);
        process.stdout.write(`\nin a project:\n"data": ${JSON.stringify(data, null, 2)}\n`);
        if (needsVectors) process.stdout.write('\n"vectors" is to name a file of word vectors of your own.\n');
      },
      problems: [],
    };
  },
};

function checkAddress(from: string): void {
  try {
    mirrored(from, 'file');
  } catch {
    throw new UsageError(`--from is '${from}', not an address`);
  }
}
