import { compileTrain, memoryProblems } from '../../core/compile/compile.ts';
import { factsOf } from '../../core/data/dataset.ts';
import { targetProblems } from '../../core/data/prepare.ts';
import { infer } from '../../core/graph/infer.ts';
import { validate } from '../../core/graph/validate.ts';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { parameterCount } from '../../core/train/weights.ts';
import { parse } from '../arguments.ts';
import type { Command, Outcome } from '../command.ts';
import { printTable, problemsJson } from '../report.ts';
import { dataOf, openProject, type Session } from '../session.ts';

export const check: Command = {
  name: 'check',
  usage: 'PROJECT',
  summary: 'shapes per block, parameter counts, problems',
  async run(args) {
    const { options, positionals } = parse(args, {}, ['PROJECT']);
    if (options.help) return 'help';
    const session = await openProject(positionals[0] as string);
    return outcome(session, await faultsOf(session, options.data));
  },
};

/** Everything that stands between the project and its first training step. */
async function faultsOf(session: Session, file: string | undefined): Promise<Problem[]> {
  const { graph, data, training } = session.project;
  const sound = validate(graph);
  if (!sound.ok || (!data && file === undefined)) return [...sound.problems];
  try {
    const prepared = await dataOf(session, sound.value, file);
    const met = validate(graph, factsOf(prepared.parts.train));
    const { train } = prepared.parts;
    if (!met.ok || !train.target || !met.value.loss) return [...met.problems];
    const outputs = met.value.prediction.features as number;
    const plan = compileTrain(met.value, {
      ...training,
      stepsPerCall: 1,
      target: { kind: train.target.kind, columns: train.target.values.shape[1] as number },
      dataRows: train.x.shape[0] as number,
      resident: true,
    });
    const rows = Object.values(prepared.parts).flatMap((part) => targetProblems(part, outputs));
    return [...met.problems, ...rows, ...memoryProblems(met.value, plan)];
  } catch (error) {
    if (error instanceof ProblemError) return [...sound.problems, ...error.problems];
    throw error;
  }
}

function outcome(session: Session, problems: readonly Problem[]): Outcome {
  const blocks = [...infer(session.project.graph).blocks.values()].map(({ node, features, weights, block }) => ({
    id: node.id,
    type: node.type,
    shape: features === null ? null : block.category === 'loss' ? [] : ['B', features],
    parameters: parameterCount(weights),
  }));
  const parameters = blocks.reduce((sum, block) => sum + block.parameters, 0);
  return {
    json: { name: session.project.name, blocks, parameters, problems: problemsJson(problems) },
    print: () => {
      const rows = blocks.map(({ id, type, shape, parameters: count }) => [
        id,
        type,
        shape === null ? '?' : shape.length === 0 ? 'scalar' : shape.join(' × '),
        count,
      ]);
      printTable([['block', 'type', 'shape', 'parameters'], ...rows, ['total', '', '', parameters]]);
    },
    problems,
  };
}
