import { writeCsv } from '../../core/formats/csv.ts';
import { Evaluator, type Prediction } from '../../core/train/evaluate.ts';
import { toKernelLayout } from '../../core/train/weights.ts';
import { backendOf, parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, writeFile } from '../files.ts';
import { classNames, dataOf, networkOf, openProject, rowsOf, taskOf, weightsOf } from '../session.ts';

export const predict: Command = {
  name: 'predict',
  usage: 'PROJECT --weights W --data FILE --out P.csv',
  summary: 'a line a row: its number, what is predicted, the probability of each class',
  async run(args) {
    const { options, positionals } = parse(args, { weights: { type: 'string' }, out: { type: 'string' } }, ['PROJECT']);
    if (options.help) return 'help';
    const chosen = backendOf(options.backend);
    const [weights, file, out] = [
      required(options.weights, 'weights'),
      required(options.data, 'data'),
      required(options.out, 'out'),
    ];
    const session = await openProject(positionals[0] as string);
    const bare = networkOf(session);
    const model = await weightsOf(weights, bare, session);
    const own = session.project.data;
    // Weights from elsewhere say nothing of preprocessing; the project's own data does.
    const preprocessing = model.preprocessing ?? (own ? (await dataOf(session, bare)).preprocessing : null);
    const data = await rowsOf(file, session, taskOf(bare), preprocessing, false);
    const network = networkOf(session, { ...data, target: null });
    await checkWritable(out);
    const backend = chosen === 'auto' ? 'webasm' : chosen;
    const evaluator = new Evaluator(network, { backend, threads: false });
    const prediction = await evaluator.predict(data.x, toKernelLayout(model.weights));
    await evaluator.destroy();
    const classes = classNames(preprocessing, prediction.output.shape[1] as number);
    const { columns, rows } = tableOf(prediction, classes);
    await writeFile(out, writeCsv(columns, rows));
    return {
      json: { rows: rows.length, classes: prediction.classes && classes, out },
      print: () => process.stdout.write(`${rows.length} rows written to ${out}\n`),
      problems: session.warnings,
    };
  },
};

/** `row, predicted, p_<class>…`; for numbers `row, predicted`, or a numbered column for each of several outputs. */
function tableOf({ output, probabilities, classes: best }: Prediction, classes: readonly string[]) {
  const width = output.shape[1] as number;
  const count = output.shape[0] as number;
  const line = (data: Float32Array, row: number) => Array.from(data.subarray(row * width, (row + 1) * width), String);
  if (best && probabilities) {
    const rows = Array.from({ length: count }, (_, row) => {
      return [String(row), classes[best[row] as number] as string, ...line(probabilities.data, row)];
    });
    return { columns: ['row', 'predicted', ...classes.map((name) => `p_${name}`)], rows };
  }
  const numbered = Array.from({ length: width }, (_, index) => `predicted_${index + 1}`);
  return {
    columns: ['row', ...(width === 1 ? ['predicted'] : numbered)],
    rows: Array.from({ length: count }, (_, row) => [String(row), ...line(output.data, row)]),
  };
}
