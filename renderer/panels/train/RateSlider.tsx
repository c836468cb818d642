import { tickText } from '../../charts/scale.ts';
import { useT } from '../../i18n/index.ts';
import { nearestStop, rateStops } from './trainingFields.ts';

/** The learning rate in steps that matter: each about three times the last. It may be drawn while a training runs. */
export function RateSlider({ rate, onChange }: { rate: number; onChange(rate: number): void }) {
  const t = useT();
  return (
    <input
      type="range"
      className="rate-slider"
      data-testid="learning-rate-slider"
      aria-label={t('train.rateSlider')}
      title={t('train.rateSlider')}
      aria-valuetext={tickText(rate)}
      min={0}
      max={rateStops.length - 1}
      step={1}
      value={nearestStop(rate)}
      onChange={(event) => onChange(rateStops[Number(event.target.value)] ?? rate)}
    />
  );
}
