import { useProblems } from '../store/problems.ts';
import { ProblemLine } from './ProblemLine.tsx';

/** What is wrong with one block, and the button that mends it. */
export function BlockProblems({ id }: { id: string }) {
  const problems = useProblems().filter(({ block }) => block === id);
  return problems.map((problem) => (
    <ProblemLine key={`${problem.code} ${problem.port ?? problem.param}`} problem={problem} />
  ));
}
