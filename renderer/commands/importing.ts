/** Taking networks and weights in from other software. */
import { filesBeside, type Imported, readImport } from '../../core/exchange/import.ts';
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
import { settleUnsaved, show, takeWeights } from './files.ts';

const kind = (): FileKind => ({
  title: translate('command.import'),
  filterName: translate('file.importable'),
  extensions: ['onnx', 'json', 'zip', 'safetensors', 'npz', 'csv'],
});

export async function importDialog(): Promise<void> {
  const reply = await host.open(kind());
  if (!reply) return;
  if (reply.ok) importFile(reply.value);
  else notifyProblems(reply.problems);
}

/** A network takes the place of the open one; weights alone go into it, once the user has seen which goes where. */
export function importFile({ name, bytes }: Opened): void {
  const result = readAlone(bytes, name);
  if (result.problems.length > 0) notifyProblems(result.problems);
  if (!result.ok) return;
  const imported = result.value;
  if (imported.kind === 'weights') {
    place(name, imported.weights);
    return;
  }
  settleUnsaved(() => {
    show(imported.project, { token: null, name: null }, imported.weights);
    notify('notice.opened', { name });
  });
}

/** The page may read the file that was chosen and no other, so a model in several files has to come in a zip. */
function readAlone(bytes: Uint8Array, file: string): Result<Imported> {
  const beside = filesBeside(bytes, file);
  if (!beside.ok) return beside;
  if (beside.value.length === 0) return readImport(bytes, file);
  return { ok: false, problems: [problem('filesBeside', { file, names: beside.value.join(', ') })] };
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
