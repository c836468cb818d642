/** Taking networks and weights in from other software. */
import { filesBeside, type Imported, mainFile, readImport } from '../../core/exchange/import.ts';
import { applyMatching, matchWeights } from '../../core/exchange/match.ts';
import { problem, type Result } from '../../core/problem.ts';
import type { Weights } from '../../core/train/weights.ts';
import { type FileKind, host, type Opened } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { useImporting } from '../store/importing.ts';
import { notify, notifyProblems } from '../store/notice.ts';
import { validated } from '../store/problems.ts';
import { useView } from '../store/view.ts';
import { show, takeWeights } from './files.ts';
import { settleUnsaved } from './saving.ts';

const kind = (): FileKind => ({
  title: translate('command.import'),
  filterName: translate('file.importable'),
  extensions: ['onnx', 'json', 'zip', 'safetensors', 'npz', 'csv', 'bin'],
});

export async function importDialog(): Promise<void> {
  const reply = await host.openAll(kind());
  if (!reply) return;
  if (reply.ok) importFiles(reply.value);
  else notifyProblems(reply.problems);
}

/** A network takes the place of the open one; weights alone go into it, once the user has seen which goes where. */
export function importFiles(files: readonly Opened[]): void {
  const main = mainFile(files);
  if (!main) return;
  const { name } = main;
  const result = readTogether(main, files);
  if (result.problems.length > 0) notifyProblems(result.problems);
  if (!result.ok) return;
  const imported = result.value;
  if (imported.kind === 'weights') {
    place(name, imported.weights);
    return;
  }
  settleUnsaved(() => {
    show(imported.project, { token: null, name: null }, imported);
    notify('notice.opened', { name });
  });
}

/** The page may read the files that were chosen and no others, so a model in several files needs all of them. */
function readTogether({ name: file, bytes }: Opened, files: readonly Opened[]): Result<Imported> {
  const named = filesBeside(bytes, file);
  if (!named.ok) return named;
  const beside = new Map(files.map((one) => [one.name, one.bytes]));
  const names = named.value.filter((name) => !beside.has(name));
  if (names.length === 0) return readImport(bytes, file, beside);
  return { ok: false, problems: [problem('filesBeside', { file, names: names.join(', ') })] };
}

/** Weights whose names leave no doubt are taken at once; else the dialog shows what would go where. */
function place(file: string, tensors: Weights): void {
  const network = validated(useDocument.getState().graph, useData.getState().summary?.facts);
  if (!network.ok) {
    notifyProblems(network.problems);
    return;
  }
  const matching = matchWeights(network.value, tensors);
  useImporting.setState({ file, tensors, matching });
  const certain = matching.matches.every(({ weight, from, transposed }) => weight === from && !transposed);
  if (certain && matching.unused.length === 0) takeMatched();
  else useView.getState().set({ dialog: 'import' });
}

/** Puts the weights where the matching has them. */
export function takeMatched(): void {
  const { matching, tensors } = useImporting.getState();
  takeWeights(applyMatching(matching, tensors));
}
