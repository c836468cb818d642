import { Dices } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { endGesture } from '../../store/document.ts';

const MOST_SEED = 0xffffffff;

/** A seed, and a dice for those who only want another one. */
export function SeedInput({
  id,
  testId,
  label,
  value,
  onChange,
}: {
  id: string;
  testId: string;
  label: string;
  value: number;
  onChange(value: number): void;
}) {
  const t = useT();
  const roll = () => {
    endGesture();
    onChange(anotherSeed(value));
    endGesture();
  };
  return (
    <span className="row seed-input">
      <NumberInput
        id={id}
        testId={testId}
        label={label}
        value={value}
        step={1}
        bounds={[0, MOST_SEED]}
        accept={(seed) => Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED}
        onChange={onChange}
      />
      <button
        type="button"
        className="button icon"
        data-testid={`${testId}-new`}
        aria-label={t('data.newSeed')}
        title={t('data.newSeed')}
        onClick={roll}
      >
        <Dices size={15} aria-hidden />
      </button>
    </span>
  );
}

/** A seed short enough to be told to somebody. */
function anotherSeed(now: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  const seed = 1 + (drawn % 9999);
  return seed === now ? seed + 1 : seed;
}
