import { useEffect, useId, useState } from 'react';
import type { TextReading } from '../../../core/data/prepare.ts';
import { shortest } from '../../../core/formats/shortest.ts';
import type { Problem } from '../../../core/problem.ts';
import { markPath } from '../../charts/marks.ts';
import { classColour } from '../../charts/palette.ts';
import type { DataSummary } from '../../engine/api.ts';
import { readText } from '../../engine/texts.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useAnswers } from '../hand/answers.ts';
import { ProblemLine } from '../ProblemLine.tsx';

/** After the last key, in milliseconds: the vectors of the words are looked up in their file. */
const PAUSE = 250;
const NUMBERS = 8;

/** A text of one's own: which words are known, the mean of their vectors, and the probability of each class. */
export function TryText({ summary }: { summary: DataSummary }) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState('');
  const { reading, problems } = useReading(text, summary);
  const known = reading?.words.filter((word) => word.known).length ?? 0;
  return (
    <section className="try-text" aria-label={t('data.try.title')}>
      <label htmlFor={id}>
        <h3>{t('data.try.title')}</h3>
      </label>
      <input
        id={id}
        className="field"
        data-testid="try-text"
        placeholder={t('data.try.placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {problems.map((one) => (
        <ProblemLine key={one.message} problem={one} />
      ))}
      {reading && reading.words.length > 0 && (
        <>
          <p className="words" data-testid="try-words">
            {reading.words.map((word, index) => (
              <span
                key={`${index} ${word.text}`}
                className={word.known ? 'word known' : 'word unknown'}
                title={t(word.known ? 'data.try.known' : 'data.try.unknown')}
              >
                {word.text}
                {!word.known && <span className="visually-hidden"> ({t('data.try.unknown')})</span>}
              </span>
            ))}
          </p>
          <p className="faint small">{t('data.try.share', { known, total: reading.words.length })}</p>
          {known > 0 && <Vector reading={reading} />}
          {known > 0 && <Probabilities reading={reading} summary={summary} />}
        </>
      )}
    </section>
  );
}

function useReading(text: string, summary: DataSummary) {
  const [reading, setReading] = useState<TextReading | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const result = summary.coverage && text.trim() !== '' ? await readText(text) : null;
      if (!current) return;
      setReading(result?.ok ? result.value : null);
      setProblems(result?.ok ? [] : (result?.problems ?? []));
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, summary]);
  return { reading, problems };
}

function Vector({ reading: { mean } }: { reading: TextReading }) {
  const t = useT();
  const numbers = Array.from(mean.data);
  return (
    <p className="small" title={numbers.map((value) => shortest(value)).join(', ')} data-testid="try-vector">
      {t('data.try.vector')}{' '}
      <span className="number">
        [
        {numbers
          .slice(0, NUMBERS)
          .map((value) => format(value))
          .join(', ')}
      </span>
      {numbers.length > NUMBERS && ` ${t('data.more', { count: numbers.length - NUMBERS })}`}
      <span className="number">]</span>
    </p>
  );
}

function Probabilities({ reading, summary }: { reading: TextReading; summary: DataSummary }) {
  const [answer] = useAnswers(reading.x) ?? [];
  if (!answer?.probabilities) return null;
  return (
    <table className="table try-answer" data-testid="try-answer">
      <tbody>
        {answer.probabilities.map((share, index) => {
          const name = summary.classes?.[index] ?? String(index);
          return (
            <tr key={name} className={index === answer.predicted ? 'predicted' : undefined}>
              <th scope="row">
                <svg className="class-mark" width="12" height="12" viewBox="0 0 12 12" aria-hidden>
                  <path d={markPath(index, 6, 6, 4)} fill={classColour(index)} />
                </svg>
                {name}
              </th>
              <td
                className="number count-bar"
                style={{ '--share': `${(100 * share).toFixed(1)}%` } as React.CSSProperties}
                title={shortest(share)}
                data-testid={`try-probability-${index}`}
              >
                {format(share)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
