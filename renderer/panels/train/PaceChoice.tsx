import type { Pace } from '../../engine/api.ts';
import { setPace } from '../../engine/controller.ts';
import { useT } from '../../i18n/index.ts';
import { useRun } from '../../store/run.ts';

const paces: readonly Pace[] = ['watch', 'fast', 'full'];

/** How often training waits for the page to draw: every epoch, now and then, or never. */
export function PaceChoice() {
  const t = useT();
  const pace = useRun((state) => state.pace);
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{t('train.pace.title')}</legend>
      {paces.map((name) => (
        <label key={name} title={t(`train.pace.${name}Hint`)}>
          <input
            type="radio"
            name="pace"
            className="visually-hidden"
            data-testid={`pace-${name}`}
            checked={pace === name}
            onChange={() => setPace(name)}
          />
          <span>{t(`train.pace.${name}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
