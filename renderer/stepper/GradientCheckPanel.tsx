import { useState } from 'react';
import type { GradientCheck } from '../../core/train/gradientCheck.ts';
import { sync } from '../engine/controller.ts';
import { ask } from '../engine/turns.ts';
import { type Translate, useT } from '../i18n/index.ts';
import { NumberInput } from '../parts/FieldEditor.tsx';
import { exact, format } from '../parts/number.ts';
import { useProgress } from './useProgress.ts';

/** What counts as agreement in 32 bits. */
const AGREES = 0.02;
const TINY = 2e-4;

type Verdict = 'good' | 'kink' | 'tiny' | 'bad';

function verdictOf({ relativeError, kink, analytic, numeric }: GradientCheck): Verdict {
  if (relativeError < AGREES) return 'good';
  if (kink) return 'kink';
  return Math.abs(analytic - numeric) < TINY ? 'tiny' : 'bad';
}

/** Compares gradients with finite differences and says of each place whether they agree, and if not why. */
export function GradientCheckPanel() {
  const t = useT();
  const [perWeight, setPerWeight] = useState(12);
  const [checks, setChecks] = useState<readonly GradientCheck[]>([]);
  const { progress, stop, follow } = useProgress();
  const start = async () => {
    await sync();
    const found = await follow((report) => ask((engine) => engine.checkGradients(perWeight, report)));
    setChecks(found ?? []);
  };
  return (
    <div className="experiment">
      <div className="row wrap">
        <p className="soft">{t('step.check.about')}</p>
        <div className="row small">
          <span className="soft">{t('step.check.perWeight')}</span>
          <NumberInput
            label={t('step.check.perWeight')}
            value={perWeight}
            step={4}
            bounds={[1, 1000]}
            accept={(value) => Number.isInteger(value) && value >= 1 && value <= 1000}
            onChange={setPerWeight}
          />
        </div>
        {progress ? (
          <>
            <progress value={progress.done} max={progress.of} />
            <span className="number small">{t('step.check.progress', { ...progress })}</span>
            <button type="button" className="button small" onClick={stop}>
              {t('step.check.stop')}
            </button>
          </>
        ) : (
          <button type="button" className="button primary small" data-testid="check-start" onClick={() => void start()}>
            {t('step.check.start')}
          </button>
        )}
      </div>
      {checks.length === 0 ? <p className="soft small">{t('step.check.none')}</p> : <Results checks={checks} t={t} />}
    </div>
  );
}

function Results({ checks, t }: { checks: readonly GradientCheck[]; t: Translate }) {
  const judged = checks.map((check) => ({ ...check, verdict: verdictOf(check) }));
  const good = judged.filter(({ verdict }) => verdict === 'good').length;
  const worst = Math.max(...judged.map(({ relativeError }) => relativeError));
  return (
    <>
      <p data-testid="check-summary">{t('step.check.summary', { good, of: checks.length, error: format(worst, 2) })}</p>
      <div className="scroll grow">
        <table className="table">
          <thead>
            <tr>
              <th>{t('step.check.weight')}</th>
              <th className="number">{t('step.check.analytic')}</th>
              <th className="number">{t('step.check.numeric')}</th>
              <th className="number" title={t('step.check.floor', { floor: checks[0]?.floor ?? 0 })}>
                {t('step.check.error')}
              </th>
              <th>{t('step.check.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {judged.map(({ weight, index, analytic, numeric, relativeError, verdict }) => (
              <tr key={`${weight} ${index}`} className={`verdict ${verdict}`}>
                <td>
                  <code>
                    {weight}[{index}]
                  </code>
                </td>
                <td className="number" title={exact(analytic)}>
                  {format(analytic)}
                </td>
                <td className="number" title={exact(numeric)}>
                  {format(numeric)}
                </td>
                <td className="number">{format(relativeError, 2)}</td>
                <td>
                  {verdict === 'good' ? '✓' : verdict === 'bad' ? '✗' : '~'} {t(`step.check.${verdict}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
