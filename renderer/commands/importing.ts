/** Taking networks and weights in from other software. */
import { filesBeside, readImport } from '../../core/exchange/import.ts';
import { applyMatching, matchWeights } from '../../core/exchange/match.ts';
import type { Result } from '../../core/problem.ts';
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
  if (reply.ok) await importFile(reply.value);
  else notifyProblems(reply.problems);
}

/** A network takes the place of the open one; weights alone go into it, once the user has seen which goes where. */
export async function importFile({ token, name, bytes }: Opened): Promise<void> {
  const beside = await readBeside(token, bytes, name);
  const result = beside.ok ? readImport(bytes, name, beside.value) : beside;
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

/** The files that a model names; where the host finds none beside it, the user is asked for each. */
async function readBeside(
  token: string,
  bytes: Uint8Array,
  file: string,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const names = filesBeside(bytes, file);
  if (!names.ok) return names;
  const found = new Map<string, Uint8Array>();
  for (const name of names.value) {
    const beside = await host.readBeside(token, name);
    const asked = { title: name, filterName: name, extensions: ['bin'] };
    const chosen = beside.ok ? null : await host.open(asked);
    if (chosen && !chosen.ok) return chosen;
    if (!beside.ok && !chosen) return beside;
    found.set(name, beside.ok ? beside.value : (chosen?.value.bytes ?? new Uint8Array()));
  }
  return { ok: true, value: found, problems: [] };
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
