import { BITS } from '../../../core/train/metrics/information.ts';
import { type Unit, useChartOptions } from '../../charts/options.ts';
import { format } from '../../parts/number.ts';

/** Nats in the chosen unit. */
export function inUnit(nats: number, unit: Unit): number {
  return unit === 'bits' ? nats * BITS : nats;
}

/** An amount of information, given in nats, as a bare number in the unit that was chosen. */
export function useAmount(): (nats: number | null | undefined) => string {
  const unit = useChartOptions((state) => state.unit);
  return (nats) => format(nats === null || nats === undefined ? nats : inUnit(nats, unit));
}
