/** `gradwire COMMAND …`: the engine without a window. The contract of every command stands in the README. */
import { isError, ProblemError } from '../core/problem.ts';
import { UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { check } from './commands/check.ts';
import { data } from './commands/data.ts';
import { evaluate } from './commands/eval.ts';
import { exportWeights } from './commands/export.ts';
import { fetchData } from './commands/fetch.ts';
import { importModel } from './commands/import.ts';
import { predict } from './commands/predict.ts';
import { trace } from './commands/trace.ts';
import { train } from './commands/train.ts';
import { printJson, printProblems, problemsJson } from './report.ts';

const commands: readonly Command[] = [
  check,
  data,
  fetchData,
  trace,
  train,
  evaluate,
  predict,
  exportWeights,
  importModel,
];

const DONE = 0;
const PROBLEMS = 1;
const WRONG_USAGE = 2;

function overview(): string {
  const lines = commands.map(({ name, usage, summary }) => `  gradwire ${name} ${usage}\n      ${summary}`);
  const common = 'All take --backend auto|webasm|cpu, --data FILE in place of the project’s own data, and --json.';
  return `usage: gradwire COMMAND …\n\n${lines.join('\n')}\n\n${common}\n`;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? process.stderr : process.stdout).write(overview());
    return name === undefined ? WRONG_USAGE : DONE;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(`gradwire: '${name}' is no command\n${overview()}`);
    return WRONG_USAGE;
  }
  return runCommand(command, args);
}

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const outcome = await command.run(args);
    if (outcome === 'help') {
      process.stdout.write(`usage: gradwire ${command.name} ${command.usage}\n  ${command.summary}\n`);
      return DONE;
    }
    if (json) printJson(outcome.json);
    else outcome.print();
    if (!json || outcome.problems.length > 0) printProblems(outcome.problems);
    return outcome.problems.some(isError) ? PROBLEMS : DONE;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(
        `gradwire ${command.name}: ${error.message}\nusage: gradwire ${command.name} ${command.usage}\n`,
      );
      return WRONG_USAGE;
    }
    if (!(error instanceof ProblemError)) throw error;
    if (json) printJson({ problems: problemsJson(error.problems) });
    printProblems(error.problems);
    return PROBLEMS;
  }
}

// A reader that closes the pipe early, such as `head`, is no fault of anybody's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
