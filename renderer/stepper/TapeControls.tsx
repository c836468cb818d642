import { ChevronLeft, ChevronRight, CirclePause, CirclePlay, SkipBack } from 'lucide-react';
import { commandOf } from '../commands/commands.ts';
import { useT } from '../i18n/index.ts';
import { CommandButton } from '../parts/CommandButton.tsx';
import { useTape } from '../store/tape.ts';

/** The tape's controls in the top bar: to the start, back, play, on, and where one stands. */
export function TapeControls() {
  const t = useT();
  const playing = useTape((state) => state.playing);
  const position = useTape((state) => state.position);
  const count = useTape((state) => state.info?.steps.length ?? 0);
  return (
    <span className="controls tape-controls" role="group" aria-label={t('step.controls')}>
      <CommandButton command={commandOf('tapeStart')} icon={SkipBack} testId="tape-start" />
      <CommandButton command={commandOf('tapePrev')} icon={ChevronLeft} testId="tape-prev" />
      <CommandButton command={commandOf('tapePlay')} icon={playing ? CirclePause : CirclePlay} testId="tape-play" />
      <CommandButton command={commandOf('tapeNext')} icon={ChevronRight} testId="tape-next" />
      <span className="tape-position number" data-testid="tape-position" aria-live="polite" title={t('step.position')}>
        {position === null ? '–' : `${position} / ${count - 1}`}
      </span>
    </span>
  );
}
