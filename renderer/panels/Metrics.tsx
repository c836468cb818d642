import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { Tooltip } from '../parts/Tooltip.tsx';
import { useDocument } from '../store/document.ts';
import { isStale, useRun } from '../store/run.ts';

/** Whether the figures of the last training belong to something that has been edited since. */
export function useStale(): boolean {
  const origin = useRun((state) => state.origin);
  return useDocument((document) => isStale(origin, document));
}

/** Loss, accuracy and epoch of the training, as bare numbers. */
export function Metrics() {
  const t = useT();
  const update = useRun((state) => state.update);
  // A training that goes on from a state begins there.
  const start = useDocument(({ state }) => state?.epoch ?? 0);
  const last = useRun((state) => state.reports[state.reports.length - 1]);
  const stale = useStale();
  const hint = (key: 'bar.validLoss' | 'bar.validAccuracy', value: number | null | undefined) =>
    value === null || value === undefined ? null : t(key, { value: format(value) });
  return (
    <dl
      className={stale ? 'metrics stale' : 'metrics'}
      data-steps={update?.step ?? 0}
      title={stale ? t('bar.stale') : undefined}
    >
      <Metric
        name="loss"
        label={t('bar.loss')}
        value={format(update?.loss)}
        hint={hint('bar.validLoss', last?.validLoss)}
      />
      <Metric
        name="accuracy"
        label={t('bar.accuracy')}
        value={update?.accuracy === null || update?.accuracy === undefined ? '–' : update.accuracy.toFixed(4)}
        hint={hint('bar.validAccuracy', last?.validAccuracy)}
      />
      <Metric name="epoch" label={t('bar.epoch')} value={String(update?.epoch ?? start)} hint={null} />
    </dl>
  );
}

function Metric({ name, label, value, hint }: { name: string; label: string; value: string; hint: string | null }) {
  return (
    <Tooltip text={hint ?? label}>
      <div className={`metric ${name}`}>
        <dt>{label}</dt>
        <dd className="number" data-testid={`metric-${name}`}>
          {value}
        </dd>
      </div>
    </Tooltip>
  );
}
