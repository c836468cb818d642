import { Database } from 'lucide-react';
import { type ProblemCode, problem } from '../../../core/problem.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { useDocument } from '../../store/document.ts';
import { useProblems } from '../../store/problems.ts';
import { ProblemLine } from '../ProblemLine.tsx';
import { Counts } from './Counts.tsx';
import { DataPicture } from './DataPicture.tsx';
import { SaveData } from './SaveData.tsx';
import { TryText } from './TryText.tsx';
import { fileOf } from './UseAgain.tsx';

/** Problems of the graph that are about how it meets the data. */
const meeting: ReadonlySet<ProblemCode> = new Set([
  'featuresMismatch',
  'classesMismatch',
  'targetWidth',
  'targetKind',
  'targetOutside',
  'targetNotProbabilities',
]);

/** What came out: what is wrong, how many rows of what, and what they look like. */
export function ResultSection() {
  const t = useT();
  const source = useDocument((state) => state.data?.source);
  const none = source === undefined;
  const { summary, loading, problems: ofData } = useData();
  const found = useProblems().filter((one) => ofData.includes(one) || meeting.has(one.code));
  const aimless = summary !== null && source !== undefined && summary.facts.target === null;
  const noTarget = aimless ? [problem('noTarget', { file: fileOf(source) }, { severity: 'warning' })] : [];
  const problems = [...found, ...noTarget];
  return (
    <section className="data-column result scroll" aria-label={t('data.result')} aria-busy={loading}>
      {none && (
        <div className="empty">
          <Database size={20} aria-hidden />
          <strong>{t('data.none')}</strong>
          <p className="small">{t('data.noneHint')}</p>
        </div>
      )}
      {problems.map((one, index) => (
        <ProblemLine key={`${one.code} ${index}`} problem={one} />
      ))}
      {!none && !summary && loading && <p className="soft small">{t('data.loading')}</p>}
      {summary?.coverage && <TryText summary={summary} />}
      {summary && (
        <div className={loading ? 'result-parts stale' : 'result-parts'}>
          <DataPicture summary={summary} />
          <Counts summary={summary} />
        </div>
      )}
      {summary && <SaveData />}
    </section>
  );
}
