import { AlertTriangle, OctagonAlert, Wrench } from 'lucide-react';
import { blockOf } from '../../core/blocks/index.ts';
import { findBlock } from '../../core/graph/graph.ts';
import { type Fix, isError, type Problem } from '../../core/problem.ts';
import { applyFix } from '../commands/edit.ts';
import { problemText, type Translate, useT, useText } from '../i18n/index.ts';
import { useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';

/** A Problem in words: what, why, how to mend it, and a button that does. */
export function ProblemLine({ problem, onShow }: { problem: Problem; onShow?: () => void }) {
  const t = useT();
  const language = useView((state) => state.language);
  const { message, hint } = problemText(problem, language);
  const error = isError(problem);
  const { fix } = problem;
  const param = useParamName(fix);
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
              {fixText(fix, param, t)}
            </button>
          )}
          {problem.code === 'noData' && (
            <button
              type="button"
              className="button small"
              onClick={() => useView.getState().set({ dockTab: 'data', dockOpen: true })}
            >
              {t('problems.chooseData')}
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

/** What the inspector calls the param that a fix sets. */
function useParamName(fix: Fix | undefined): string {
  const text = useText();
  const [block, param] = fix?.kind === 'setParam' ? [fix.block, fix.param] : ['', ''];
  const type = useDocument(({ graph }) => findBlock(graph, block)?.type ?? '');
  const label = blockOf(type)?.params[param]?.label;
  return label ? text(label) : param;
}

function fixText(fix: Fix, param: string, t: Translate): string {
  switch (fix.kind) {
    case 'setParam':
      return t('problems.fixParam', { param, block: fix.block, value: String(fix.value) });
    case 'removeParam':
      return t('problems.fixParamAway', { param: fix.param, block: fix.block });
    case 'giveId':
      return t('problems.fixId', { id: fix.id });
    case 'fitTarget':
      return t(`data.adapt.${fix.task}`);
    case 'removeWire':
      return t('problems.fixWire');
    case 'removeBlock':
      return t('problems.fixRemove', { block: fix.block });
    case 'addBlock':
      return t('problems.fixAdd', { type: blockOf(fix.type)?.title ?? fix.type });
  }
}
