import { type TargetName, targetOf } from '../../core/exchange/targets.ts';
import { isError } from '../../core/problem.ts';
import { parameterCount } from '../../core/train/weights.ts';
import { useT, useText } from '../i18n/index.ts';
import { ProblemLine } from '../panels/ProblemLine.tsx';
import { useDocument } from '../store/document.ts';
import { useInference } from '../store/inference.ts';
import { useProblems } from '../store/problems.ts';
import { useRun } from '../store/run.ts';

/** What a format for weights is good for, what goes into the file, and how other software reads it. */
export function WeightsSummary({ format, file }: { format: TargetName; file: string }) {
  const t = useT();
  const text = useText();
  const { blocks } = useInference();
  const epoch = useRun((state) => state.update?.epoch ?? 0);
  const given = useDocument((state) => state.weights !== null);
  const fault = useProblems().find(isError);
  const target = targetOf(format);
  const count = [...blocks.values()].reduce((sum, { weights }) => sum + parameterCount(weights), 0);
  return (
    <>
      <p>{text(target.summary)}</p>
      <p className="soft small">
        {t('export.parameters', { count })}{' '}
        {epoch > 0 ? t('export.trained', { count: epoch }) : t(given ? 'export.given' : 'export.untrained')}
      </p>
      <h3>{t('export.usage')}</h3>
      <pre className="code scroll">{target.usage(file)}</pre>
      {fault && <ProblemLine problem={fault} />}
    </>
  );
}
