import { RotateCcw, SlidersHorizontal } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId } from 'react';
import { useT } from '../i18n/index.ts';
import type { FigureFormat } from './exportFigure.ts';
import { useChartOptions } from './options.ts';

const formats: readonly FigureFormat[] = ['png', 'svg', 'csv'];

interface Props {
  readonly title: string;
  readonly withLog: boolean;
  readonly disabled: boolean;
  readonly zoomed: boolean;
  onReset(): void;
  onSave(format: FigureFormat): void;
}

/** What can be done with a chart: the log axis and the way back from a zoom at hand, the rest one press away. */
export function ChartMenu({ title, withLog, disabled, zoomed, onReset, onSave }: Props) {
  const t = useT();
  const id = useId();
  const { smoothing, logLoss } = useChartOptions();
  return (
    <span className="row chart-tools">
      {zoomed && (
        <button
          type="button"
          className="button quiet small icon"
          aria-label={t('train.chart.reset')}
          title={t('train.chart.reset')}
          onClick={onReset}
        >
          <RotateCcw size={13} aria-hidden />
        </button>
      )}
      {withLog && (
        <button
          type="button"
          className="button quiet small"
          aria-pressed={logLoss}
          title={t('train.chart.logHint')}
          onClick={() => useChartOptions.setState({ logLoss: !logLoss })}
        >
          {t('train.chart.log')}
        </button>
      )}
      <Popover.Root>
        <Popover.Trigger asChild>
          <button
            type="button"
            className="button quiet small icon"
            aria-label={t('train.chart.options', { title })}
            title={t('train.chart.options', { title })}
          >
            <SlidersHorizontal size={13} aria-hidden />
          </button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="menu chart-menu" align="end" sideOffset={4} collisionPadding={8}>
            <label htmlFor={`${id}-smooth`} className="row">
              <span className="grow">{t('train.chart.smoothing')}</span>
              <output className="number">{smoothing === 0 ? t('train.chart.off') : smoothing.toFixed(2)}</output>
            </label>
            <input
              id={`${id}-smooth`}
              type="range"
              min={0}
              max={0.99}
              step={0.01}
              value={smoothing}
              onChange={(event) => useChartOptions.setState({ smoothing: Number(event.target.value) })}
            />
            <p className="faint small">{t('train.chart.smoothingHint')}</p>
            <p className="faint small">{t('train.chart.zoomHint')}</p>
            <div className="menu-line" />
            <div className="row">
              <span className="small soft grow">{t('train.chart.export')}</span>
              {formats.map((format) => (
                <button
                  key={format}
                  type="button"
                  className="button small"
                  disabled={disabled}
                  onClick={() => onSave(format)}
                >
                  {format.toUpperCase()}
                </button>
              ))}
            </div>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}
