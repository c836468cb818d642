import { TriangleAlert } from 'lucide-react';
import { HistogramPicture } from '../charts/HistogramPicture.tsx';
import type { Histogram } from '../engine/api.ts';
import { useLook } from '../engine/look.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { useData } from '../store/data.ts';

/** At most twice a second. */
const PAUSE = 500;

/** How the numbers of a block are spread: what it gives out, the gradient that comes back, and its weights. */
export function Distributions({ id }: { id: string }) {
  const t = useT();
  const revision = useData((state) => state.revision);
  const found = useLook(`histograms ${id} ${revision}`, (engine) => engine.histograms(id), PAUSE);
  const rows = found
    ? [
        { name: t('inspector.activations'), histogram: found.activations, kind: 'forward' as const },
        { name: t('inspector.gradients'), histogram: found.gradients, kind: 'backward' as const },
        ...[...found.weights].flatMap(([name, { values, gradients }]) => [
          { name: name.slice(id.length + 1), histogram: values, kind: 'weight' as const },
          {
            name: t('train.distributions.gradientOf', { name: name.slice(id.length + 1) }),
            histogram: gradients,
            kind: 'backward' as const,
          },
        ]),
      ]
    : [];
  return (
    <section className="distributions" aria-label={t('inspector.histograms')}>
      <h3>{t('inspector.histograms')}</h3>
      {found === undefined && <p className="soft small">{t('train.computing')}</p>}
      {found === null && <p className="soft small">{t('inspector.noDistribution')}</p>}
      {rows.map(({ name, histogram, kind }) =>
        histogram ? <Row key={`${kind} ${name}`} name={name} histogram={histogram} kind={kind} /> : null,
      )}
      {found && found.silentUnits > 0 && (
        <p className="distribution-warning small">
          <TriangleAlert size={12} aria-hidden />
          {t('train.distributions.silent', {
            count: found.silentUnits,
            units: found.units,
            rows: found.rows,
          })}
        </p>
      )}
      {found && <p className="faint small">{t('train.distributions.source', { count: found.rows })}</p>}
    </section>
  );
}

function Row({
  name,
  histogram,
  kind,
}: {
  name: string;
  histogram: Histogram;
  kind: 'forward' | 'backward' | 'weight';
}) {
  const t = useT();
  const { mean, deviation, zeros, total, nonFinite } = histogram;
  const share = zeros / Math.max(1, total);
  return (
    <figure className="distribution">
      <figcaption>
        <span className="grow">{name}</span>
        <span className="number" title={t('train.distributions.spread')}>
          {format(mean, 3)} ± {format(deviation, 3)}
        </span>
      </figcaption>
      <HistogramPicture
        histogram={histogram}
        kind={kind}
        name={name}
        note={share > 0.005 ? t('train.distributions.zeros', { share: `${(share * 100).toFixed(0)}%` }) : undefined}
      />
      {nonFinite > 0 && (
        <p className="distribution-warning error" role="alert">
          <TriangleAlert size={12} aria-hidden />
          {t('train.distributions.nonFinite', { count: nonFinite })}
        </p>
      )}
    </figure>
  );
}
