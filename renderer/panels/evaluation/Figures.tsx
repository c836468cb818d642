import type { AssessmentReply } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { UnitChoice } from './UnitChoice.tsx';
import { useAmount } from './units.ts';

/** The figures of the whole part. */
export function Figures({ report }: { report: AssessmentReply }) {
  const t = useT();
  const amount = useAmount();
  const { loss, accuracy, calibration, information, residuals } = report;
  const soft = information !== null && Math.abs(information.divergence - information.crossEntropy) > 1e-9;
  return (
    <>
      <dl className="figures">
        <Figure name="loss" value={loss} text={format(loss)} />
        {accuracy !== null && <Figure name="accuracy" value={accuracy} text={accuracy.toFixed(4)} />}
        {report.report && (
          <Figure name="macroF1" value={report.report.macro.f1} text={report.report.macro.f1.toFixed(4)} />
        )}
        {residuals && (
          <>
            <Figure name="mae" value={residuals.mae} text={format(residuals.mae)} />
            <Figure name="rmse" value={residuals.rmse} text={format(residuals.rmse)} />
            <Figure name="r2" value={residuals.r2} text={format(residuals.r2)} />
          </>
        )}
        {calibration && (
          <>
            <Figure
              name="calibrationError"
              value={calibration.expectedCalibrationError}
              text={format(calibration.expectedCalibrationError)}
            />
            <Figure name="brier" value={calibration.brierScore} text={format(calibration.brierScore)} />
          </>
        )}
      </dl>
      {information && (
        <>
          <div className="row figures-head">
            <h3 className="grow">{t('evaluation.information')}</h3>
            <UnitChoice />
          </div>
          <dl className="figures">
            <Figure name="crossEntropy" value={information.crossEntropy} text={amount(information.crossEntropy)} />
            <Figure name="entropy" value={information.entropy} text={amount(information.entropy)} />
            {soft && <Figure name="divergence" value={information.divergence} text={amount(information.divergence)} />}
            <Figure name="perplexity" value={information.perplexity} text={format(information.perplexity)} />
          </dl>
        </>
      )}
    </>
  );
}

function Figure({ name, value, text }: { name: FigureName; value: number; text: string }) {
  const t = useT();
  return (
    <div title={t(`evaluation.hint.${name}`)}>
      <dt>{t(`evaluation.figure.${name}`)}</dt>
      <dd className="number" data-testid={`evaluation-${name}`} data-value={value}>
        {text}
      </dd>
    </div>
  );
}

type FigureName =
  | 'loss'
  | 'accuracy'
  | 'macroF1'
  | 'mae'
  | 'rmse'
  | 'r2'
  | 'calibrationError'
  | 'brier'
  | 'crossEntropy'
  | 'entropy'
  | 'divergence'
  | 'perplexity';
