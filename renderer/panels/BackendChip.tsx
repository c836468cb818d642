import { Cpu, TriangleAlert } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import { type BackendChoice, nameOf } from '../../core/runtime/backend.ts';
import { isFmaSupported } from '../../core/runtime/webasm/relaxedSimd.ts';
import { ask } from '../engine/turns.ts';
import { detailText, useT } from '../i18n/index.ts';
import { compact, format } from '../parts/number.ts';
import { isBusy, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';

const choices: readonly BackendChoice[] = ['auto', 'webasm', 'webgl2', 'webgpu'];

/** Which backend runs and how fast, always visible, and the choice of another. */
export function BackendChip() {
  const t = useT();
  const chosen = useView((state) => state.backend);
  const fma = useView((state) => state.fma);
  const language = useView((state) => state.language);
  const { speed, start, fallback } = useRun();
  const busy = useRun(isBusy);
  const available = useAvailableBackends();
  const executor = speed?.executor ?? start?.executor;
  const ran = executor ? nameOf({ ...executor, threads: false }) : chosen;
  const figures = speed
    ? t('bar.speed', { ms: format(speed.millisecondsPerStep, 3), samples: compact(speed.samplesPerSecond) })
    : t('bar.noSpeed');
  const trials = start?.trials.map(({ settings, milliseconds }) => {
    return `${nameOf(settings)} ${milliseconds === null ? '–' : `${format(milliseconds, 3)} ms`}`;
  });
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className={fallback ? 'button quiet backend warned' : 'button quiet backend'}
          title={figures}
          aria-label={`${t('bar.backend')}: ${ran}. ${figures}`}
        >
          {fallback ? <TriangleAlert size={14} aria-hidden /> : <Cpu size={14} aria-hidden />}
          <span className="number" data-testid="backend">
            {ran}
          </span>
          <span className="number faint speed" data-testid="speed">
            {speed ? `${format(speed.millisecondsPerStep, 3)} ms` : ''}
          </span>
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.RadioGroup
            value={chosen}
            onValueChange={(value) => useView.getState().set({ backend: value as BackendChoice })}
          >
            {choices.map((choice) => {
              const there = choice === 'auto' || available.includes(choice);
              return (
                <DropdownMenu.RadioItem key={choice} value={choice} className="menu-item" disabled={busy || !there}>
                  <span className="menu-check" aria-hidden>
                    <DropdownMenu.ItemIndicator>●</DropdownMenu.ItemIndicator>
                  </span>
                  {t(`backend.${choice as 'auto'}`)}
                  {!there && <span className="shortcut">{t('backend.unavailable')}</span>}
                </DropdownMenu.RadioItem>
              );
            })}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.CheckboxItem
            className="menu-item"
            title={t('backend.fmaHelp')}
            checked={fma && isFmaSupported()}
            onCheckedChange={(checked) => useView.getState().set({ fma: checked })}
            disabled={busy || !isFmaSupported()}
            data-testid="fma"
          >
            <span className="menu-check" aria-hidden>
              <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
            </span>
            {t('backend.fma')}
            {!isFmaSupported() && <span className="shortcut">{t('backend.unavailable')}</span>}
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.Separator className="menu-line" />
          <p className="menu-note">{figures}</p>
          {speed && (
            <p className="menu-note" data-testid="executor">
              {t('backend.ran', { kind: speed.executor.kind, blocked: speed.blocked })}
            </p>
          )}
          {trials && trials.length > 0 && (
            <p className="menu-note">{t('backend.trials', { trials: trials.join(', ') })}</p>
          )}
          {start?.trials.some(({ settings }) => settings.wide) && <p className="menu-note">{t('backend.wide')}</p>}
          {fallback && (
            <p className="menu-note warning">
              {t('backend.fallback', { ...fallback, reason: detailText('reason', fallback.reason, language) })}
            </p>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function useAvailableBackends(): readonly string[] {
  const [available, setAvailable] = useState<readonly string[]>(['webasm']);
  useEffect(() => {
    let wanted = true;
    void ask((engine) => engine.backends()).then((found) => {
      if (wanted && found) setAvailable(found);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return available;
}
