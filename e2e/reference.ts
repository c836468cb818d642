/** What a network says and how good it is, reckoned from its files alone: nothing here is the app's own arithmetic. */
import { readNpz } from '../core/formats/npz.ts';
import { readSafetensors } from '../core/formats/safetensors.ts';
import { unwrap } from '../core/problem.ts';
import type { Host } from './hosts.ts';
import type { Editor } from './pages/editor.ts';

/** Rows of a part with the probabilities that the network gives their classes. */
export interface Answers {
  readonly truth: readonly number[];
  /** `[N][K]`. */
  readonly p: readonly (readonly number[])[];
}

/** Takes data and weights out of the app, and runs the net Linear-ReLU-…-Linear-Softmax over a part in float64. */
export async function answersOf(editor: Editor, host: Host, part: 'train' | 'valid' | 'test'): Promise<Answers> {
  const { bar, data, dialogs, page } = editor;
  await bar.export.click();
  await dialogs.exportFormat('safetensors').check();
  const weights = unwrap(readSafetensors(await host.fileFrom(page, () => dialogs.exportSave.click()), 'w')).tensors;
  await editor.closeDialog();
  await editor.tab('data').click();
  const arrays = unwrap(readNpz(await host.fileFrom(page, () => data.save('npz').click()), 'data'));
  await editor.tab('train').click();
  const [x, target] = ['x', 'target'].map((name) => arrays.get(`${name}_${part}`)?.tensor);
  if (!x || !target) throw new Error(`the data have no ${part} part`);
  const layers = [...weights.keys()].filter((name) => name.endsWith('.weight')).map((name) => name.split('.')[0]);
  const [rows = 0, features = 0] = x.shape;
  const p = Array.from({ length: rows }, (_, row) => {
    let values = Array.from(x.data.subarray(row * features, (row + 1) * features));
    for (const [index, layer] of layers.entries()) {
      const [weight, bias] = [weights.get(`${layer}.weight`), weights.get(`${layer}.bias`)];
      const [units = 0, inputs = 0] = weight?.shape ?? [];
      const before = values;
      values = Array.from({ length: units }, (_, unit) =>
        before.reduce(
          (sum, value, input) => sum + value * (weight?.data[unit * inputs + input] ?? 0),
          bias?.data[unit] ?? 0,
        ),
      );
      if (index < layers.length - 1) values = values.map((value) => Math.max(0, value));
    }
    const most = Math.max(...values);
    const total = values.reduce((sum, value) => sum + Math.exp(value - most), 0);
    return values.map((value) => Math.exp(value - most) / total);
  });
  return { truth: Array.from(target.data), p };
}

export const best = (row: readonly number[]) => row.indexOf(Math.max(...row));
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The information of each row's true class, in bits. */
export const bitsOf = ({ truth, p }: Answers) =>
  p.map((row, index) => -Math.log2(row[truth[index] as number] as number));

export function confusionOf({ truth, p }: Answers): number[][] {
  const classes = p[0]?.length ?? 0;
  return Array.from({ length: classes }, (_, one) =>
    Array.from(
      { length: classes },
      (__, other) => p.filter((row, at) => truth[at] === one && best(row) === other).length,
    ),
  );
}

/** Precision, recall and F1 of a class, 0 / 0 being 0, and its rows. */
export function scoreOf({ truth, p }: Answers, one: number): number[] {
  const predicted = p.map(best);
  const count = (keep: (row: number) => boolean) => truth.filter((_, row) => keep(row)).length;
  const right = count((row) => truth[row] === one && predicted[row] === one);
  const [taken, support] = [count((row) => predicted[row] === one), count((row) => truth[row] === one)];
  const [precision, recall] = [taken && right / taken, support && right / support];
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return [precision, recall, f1, support];
}
