import { CircleCheck } from 'lucide-react';
import { canvas } from '../canvas/api.ts';
import { useT } from '../i18n/index.ts';
import { useProblems } from '../store/problems.ts';
import { useView } from '../store/view.ts';
import { ProblemLine } from './ProblemLine.tsx';

/** Everything that is wrong, errors first. */
export function ProblemsPanel() {
  const t = useT();
  const problems = useProblems();
  const show = (block: string) => {
    useView.getState().select([block]);
    canvas()?.zoomTo([block]);
  };
  return (
    <div className="problems scroll" data-testid="problems">
      {problems.length === 0 && (
        <div className="empty">
          <CircleCheck size={20} aria-hidden />
          <strong>{t('problems.none')}</strong>
          <p className="small">{t('problems.noneHint')}</p>
        </div>
      )}
      {problems.map((problem, index) => {
        const { block } = problem;
        return (
          <ProblemLine
            key={`${problem.code} ${index}`}
            problem={problem}
            {...(block !== undefined && { onShow: () => show(block) })}
          />
        );
      })}
    </div>
  );
}
