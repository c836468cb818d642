import { useT } from '../../i18n/index.ts';
import { useView } from '../../store/view.ts';
import type { Readiness } from './readiness.ts';

/** Why there is nothing to see yet, and the way to where that is mended. */
export function NotReady({ why }: { why: Exclude<Readiness, 'ready'> }) {
  const t = useT();
  const show = (dockTab: 'data' | 'problems') => useView.getState().set({ dockTab, dockOpen: true });
  const stack = () => useView.getState().set({ dialog: 'stack' });
  return (
    <div className="chart-empty">
      <p>{t(`train.empty.${why}`)}</p>
      {why === 'noBlocks' && (
        <button type="button" className="button small" onClick={stack}>
          {t('canvas.addStack')}
        </button>
      )}
      {why === 'noData' && (
        <button type="button" className="button small" onClick={() => show('data')}>
          {t('train.empty.chooseData')}
        </button>
      )}
      {why === 'problems' && (
        <button type="button" className="button small" onClick={() => show('problems')}>
          {t('train.empty.showProblems')}
        </button>
      )}
    </div>
  );
}
