import { useId, useMemo } from 'react';
import { svgUrl } from '../canvas/pictureExport.ts';
import { picture } from '../commands/exporting.ts';
import { useT } from '../i18n/index.ts';
import { type ExportStore, type PictureFormat, pngScales } from '../store/exporting.ts';

const themes = ['shown', 'light', 'dark'] as const;

/** How the picture of the graph is to look, and how it looks then. */
export function PictureOptionsForm({ format, options }: { format: PictureFormat; options: ExportStore }) {
  const t = useT();
  const id = useId();
  const { theme, background, notes, scale, set } = options;
  const drawn = useMemo(() => picture({ theme, background, notes }), [theme, background, notes]);
  const size = (factor: number) => `${Math.round(drawn.width * factor)} × ${Math.round(drawn.height * factor)}`;
  return (
    <>
      <p>{t(`export.${format}.text`)}</p>
      <img className="export-preview" src={svgUrl(drawn.svg)} alt={t('export.preview')} />
      <div className="data-form">
        <label htmlFor={`${id}-theme`}>{t('export.theme')}</label>
        <select
          id={`${id}-theme`}
          className="field"
          data-testid="export-theme"
          value={theme}
          onChange={(event) => set({ theme: themes.find((one) => one === event.target.value) ?? 'shown' })}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {t(`export.themes.${one}`)}
            </option>
          ))}
        </select>
        {format === 'png' && (
          <>
            <label htmlFor={`${id}-scale`}>{t('export.size')}</label>
            <select
              id={`${id}-scale`}
              className="field"
              data-testid="export-scale"
              value={scale}
              onChange={(event) => set({ scale: Number(event.target.value) })}
            >
              {pngScales.map((factor) => (
                <option key={factor} value={factor}>
                  {t('export.pixels', { factor, size: size(factor) })}
                </option>
              ))}
            </select>
          </>
        )}
      </div>
      <div className="row wrap">
        <label className="check-line">
          <input type="checkbox" checked={background} onChange={(event) => set({ background: event.target.checked })} />
          {t('export.background')}
        </label>
        <label className="check-line">
          <input type="checkbox" checked={notes} onChange={(event) => set({ notes: event.target.checked })} />
          {t('export.notes')}
        </label>
      </div>
    </>
  );
}
