import { AlertTriangle, OctagonAlert, Wrench } from 'lucide-react';
import { blockOf } from '../../core/blocks/index.ts';
import { type Fix, isError, type Problem } from '../../core/problem.ts';
import { applyFix } from '../commands/edit.ts';
import { problemText, type Translate, useT } from '../i18n/index.ts';
import { useView } from '../store/view.ts';

/** A Problem in words: what, why, how to mend it, and a button that does. */
export function ProblemLine({ problem, onShow }: { problem: Problem; onShow?: () => void }) {
  const t = useT();
  const language = useView((state) => state.language);
  const { message, hint } = problemText(problem, language);
  const error = isError(problem);
  const { fix } = problem;
  return (
    <div className={error ? 'problem error' : 'problem warning'} data-code={problem.code}>
      {error ? (
        <OctagonAlert size={15} role="img" aria-label={t('problems.error')} />
      ) : (
        <AlertTriangle size={15} role="img" aria-label={t('problems.warning')} />
      )}
      <div className="grow">
        <p>{message}</p>
        <p className="soft">{hint}</p>
        <div className="row wrap">
          {fix && (
            <button type="button" className="button small" data-testid="fix" onClick={() => applyFix(fix)}>
              <Wrench size={12} aria-hidden />
              {fixText(fix, t)}
            </button>
          )}
          {onShow && (
            <button type="button" className="button quiet small" onClick={onShow}>
              {t('problems.show')}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}

function fixText(fix: Fix, t: Translate): string {
  switch (fix.kind) {
    case 'setParam':
      return t('problems.fixParam', { param: fix.param, block: fix.block, value: String(fix.value) });
    case 'removeWire':
      return t('problems.fixWire');
    case 'removeBlock':
      return t('problems.fixRemove', { block: fix.block });
    case 'addBlock':
      return t('problems.fixAdd', { type: blockOf(fix.type)?.title ?? fix.type });
  }
}
