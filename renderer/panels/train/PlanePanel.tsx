import { Confusion } from '../../charts/Confusion.tsx';
import { DecisionBoundary } from '../../charts/DecisionBoundary.tsx';
import { PartChoice } from '../../charts/PartChoice.tsx';
import { hasPlane } from '../../charts/plane.ts';
import { Scatter } from '../../charts/Scatter.tsx';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { NotReady } from './NotReady.tsx';
import { useReadiness } from './readiness.ts';

/**
 * The picture of what the network has learnt. Rows of two features are a plane; where they have more, the confusion
 * matrix says it of classes, and predicted against true values of numbers.
 */
export function PlanePanel() {
  const t = useT();
  const summary = useData((state) => state.summary);
  const readiness = useReadiness();
  const plane = hasPlane(summary);
  const regression = summary?.task === 'regression';
  const title = plane || !summary ? 'boundary' : regression ? 'scatter' : 'confusion';
  return (
    <section className="chart plane-panel" data-testid="decision-boundary" aria-label={t(`train.${title}.title`)}>
      {plane && readiness !== 'noBlocks' ? (
        <DecisionBoundary summary={summary} />
      ) : (
        <>
          <header className="chart-head">
            <h3>{t(`train.${title}.title`)}</h3>
            {summary && regression && <PartChoice />}
          </header>
          {readiness !== 'ready' ? (
            <NotReady why={readiness} />
          ) : (
            <>
              {regression ? <Scatter /> : <Confusion />}
              <p className="chart-reason faint">
                {t('train.boundary.noPlane', { count: summary?.preprocessing.features.length ?? 0 })}
              </p>
            </>
          )}
        </>
      )}
    </section>
  );
}
