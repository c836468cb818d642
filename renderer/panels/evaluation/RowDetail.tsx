import { CircleDot } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { rowInformation } from '../../../core/train/metrics/rowInformation.ts';
import type { AssessmentReply } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { record, setView } from '../../stepper/controller.ts';
import { useEvaluation } from '../../store/evaluation.ts';
import { InformationView } from './InformationView.tsx';
import { OwnProbabilities } from './OwnProbabilities.tsx';
import { RowLook } from './RowLook.tsx';
import { targetOf } from './targets.ts';
import { UnitChoice } from './UnitChoice.tsx';

type Mode = 'row' | 'own';

/** How much the network's answer on a row tells, and the same of probabilities that one types. */
export function RowDetail({ report, stale }: { report: AssessmentReply | null; stale: boolean }) {
  const t = useT();
  const [chosen, setMode] = useState<Mode>('row');
  const answer = useEvaluation((state) => state.answer);
  const shown = report ? answer : null;
  const mode = shown ? chosen : 'own';
  const step = async () => {
    if (!report || !shown) return;
    setView('batch');
    await record({ kind: 'part', part: report.part, first: shown.row, count: 1 });
  };
  return (
    <section className="chart row-detail" aria-label={t('evaluation.information')} data-testid="information">
      <header className="chart-head">
        <ToggleGroup.Root
          type="single"
          className="switch"
          aria-label={t('evaluation.whose')}
          value={mode}
          onValueChange={(value) => value && setMode(value as Mode)}
        >
          <ToggleGroup.Item value="row" className="switch-item" disabled={!shown}>
            {shown ? t('evaluation.rowNumber', { row: shown.row }) : t('evaluation.row')}
          </ToggleGroup.Item>
          <ToggleGroup.Item value="own" className="switch-item" data-testid="own-probabilities">
            {t('evaluation.own')}
          </ToggleGroup.Item>
        </ToggleGroup.Root>
        <span className="grow" />
        {(mode === 'own' || shown?.logs) && <UnitChoice />}
        {mode === 'row' && shown && (
          <button
            type="button"
            className="button small"
            data-testid="step-row"
            title={t('evaluation.stepHint')}
            disabled={stale}
            onClick={() => void step()}
          >
            <CircleDot size={13} aria-hidden />
            {t('evaluation.step')}
          </button>
        )}
      </header>
      {mode === 'own' ? (
        <OwnProbabilities from={shown} />
      ) : (
        shown && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
          <div className="scroll information" role="region" aria-label={t('evaluation.information')} tabIndex={0}>
            <RowLook row={shown} />
            {shown.logs ? (
              <InformationView of={rowInformation(shown.logs, targetOf(shown, shown.logs.length))} />
            ) : (
              <p className="soft small">{t('evaluation.noProbabilities')}</p>
            )}
          </div>
        )
      )}
    </section>
  );
}
