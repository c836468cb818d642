import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { isDerivation } from '../../../core/data/derive.ts';
import type { DataSettings } from '../../../core/data/settings.ts';
import { plainFeatures, setDerive } from '../../commands/data.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { DerivePicture } from './DerivePicture.tsx';
import { type Chips, chipsOf, pretty, toggled } from './derivations.ts';

/** The numbers of a row that the network gets: the plain features, or some computed from them. */
export function InputsSection({ data }: { data: DataSettings }) {
  const t = useT();
  const summary = useData((state) => state.summary);
  const plain = plainFeatures(data.source, null) ?? summary?.preprocessing.features.length ?? null;
  if (plain === null) return null;
  const chips = chipsOf(data.derive, plain);
  return (
    <div className="options-part">
      <h3 title={t('data.inputsHint')}>{t('data.inputs')}</h3>
      <div className="input-chips" role="group" aria-label={t('data.inputs')}>
        {chips.all && <span className="input-chip on">{t('data.plainInputs', { count: plain })}</span>}
        {chips.offered.map((input) => (
          <button
            key={input}
            type="button"
            className="input-chip"
            data-testid={`derive-${input}`}
            aria-pressed={chips.active.includes(input)}
            aria-label={input}
            onClick={() => setDerive(toggled(chips, input), plain)}
          >
            {plain === 2 && <DerivePicture input={input} />}
            {pretty(input)}
          </button>
        ))}
        {chips.others.map((input) => (
          <span key={input} className="input-chip on">
            {plain === 2 && <DerivePicture input={input} />}
            {pretty(input)}
            <button
              type="button"
              aria-label={t('data.removeInput', { input })}
              disabled={chips.active.length === 1}
              onClick={() => setDerive(toggled(chips, input), plain)}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <AddInput chips={chips} plain={plain} />
      </div>
    </div>
  );
}

function AddInput({ chips, plain }: { chips: Chips; plain: number }) {
  const t = useT();
  const id = useId();
  const [draft, setDraft] = useState('');
  const input = draft.replaceAll(' ', '');
  const known = chips.active.includes(input);
  const sound = isDerivation(input, plain);
  const fault =
    input === ''
      ? null
      : known
        ? t('data.knownInput', { input })
        : !sound
          ? t('data.badInput', { count: plain })
          : null;
  return (
    <form
      className="add-input"
      onSubmit={(event) => {
        event.preventDefault();
        if (!sound || known) return;
        setDerive([...chips.active, input], plain);
        setDraft('');
      }}
    >
      <input
        className="field number"
        data-testid="derive-text"
        aria-label={t('data.addInput')}
        aria-invalid={fault !== null}
        aria-describedby={fault ? `${id}-fault` : undefined}
        placeholder={t('data.addInputHint')}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" className="button small icon" aria-label={t('data.addInput')} disabled={!sound || known}>
        <Plus size={13} aria-hidden />
      </button>
      {fault && (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </form>
  );
}
