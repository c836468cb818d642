import { RotateCcw } from 'lucide-react';
import { generatorOf } from '../../../core/data/generators/index.ts';
import { featureFile, type Source } from '../../../core/data/settings.ts';
import { restoreData } from '../../commands/data.ts';
import { useT, useText } from '../../i18n/index.ts';
import { useDataView } from '../../store/dataView.ts';
import { useDocument } from '../../store/document.ts';

/** The way back to a source of this kind that was in use before another kind took its place. */
export function UseAgain({ kind }: { kind: Source['kind'] }) {
  const t = useT();
  const text = useText();
  const inUse = useDocument((state) => state.data?.source.kind);
  const last = useDataView((state) => state.last[kind]);
  if (!last || inUse === kind) return null;
  const { source } = last;
  const generator = source.kind === 'generated' ? generatorOf(source.generator) : undefined;
  return (
    <button type="button" className="button small" onClick={() => restoreData(last)}>
      <RotateCcw size={13} aria-hidden />
      {t('data.useAgain', { file: generator ? text(generator.title) : fileOf(source) })}
    </button>
  );
}

/** The name of a source's file, without the folders before it. */
export function fileOf(source: Source): string {
  if (source.kind === 'generated') return source.generator;
  return featureFile(source)?.replace(/^.*[/\\]/, '') ?? '';
}
