import { useEffect, useId, useRef, useState } from 'react';
import { paintCells, viridis } from '../canvas/paint.ts';
import { extent, logShare } from '../charts/scale.ts';
import { sync } from '../engine/controller.ts';
import type { PlaneChoice, SurfaceReply } from '../engine/experiments.ts';
import { ask } from '../engine/turns.ts';
import { useT } from '../i18n/index.ts';
import { NumberInput } from '../parts/FieldEditor.tsx';
import { format } from '../parts/number.ts';
import { useInference } from '../store/inference.ts';
import { useProgress } from './useProgress.ts';

const SIZE = 25;
const PICTURE = 210;

type Kind = PlaneChoice['kind'];

/** A slice of the loss along two directions, with the way the training came. */
export function LossSurfacePanel() {
  const t = useT();
  const id = useId();
  const [kind, setKind] = useState<Kind>('random');
  const [range, setRange] = useState(1);
  const [seed, setSeed] = useState(1);
  const [axes, setAxes] = useState({ a: 0, b: 1 });
  const [surface, setSurface] = useState<SurfaceReply | null>(null);
  const [failed, setFailed] = useState(false);
  const { progress, stop, follow } = useProgress();
  const places = useWeightPlaces();
  const start = async () => {
    await sync();
    const found = await follow((report) =>
      ask((engine) => engine.lossSurface(choice(), { size: SIZE, range }, report)),
    );
    setSurface(found);
    setFailed(found === null && kind === 'descent');
  };
  const choice = (): PlaneChoice => {
    const [a, b] = [places[axes.a], places[axes.b]];
    if (kind === 'weights' && a && b) return { kind, a, b };
    return kind === 'descent' ? { kind } : { kind: 'random', seed };
  };
  return (
    <div className="experiment row top">
      <div className="form surface-form">
        <p className="soft wide">{t('step.surface.about')}</p>
        <label htmlFor={`${id}-kind`}>{t('step.surface.directions')}</label>
        <select
          id={`${id}-kind`}
          className="field"
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          <option value="random">{t('step.surface.random')}</option>
          <option value="descent">{t('step.surface.descent')}</option>
          <option value="weights">{t('step.surface.weights')}</option>
        </select>
        <label htmlFor={`${id}-range`}>{t('step.surface.range')}</label>
        <NumberInput
          id={`${id}-range`}
          label={t('step.surface.range')}
          value={range}
          step={0.25}
          bounds={[0.01, 100]}
          accept={(value) => value >= 0.01 && value <= 100}
          onChange={setRange}
        />
        {kind === 'random' && (
          <>
            <label htmlFor={`${id}-seed`}>{t('step.surface.seed')}</label>
            <NumberInput
              id={`${id}-seed`}
              label={t('step.surface.seed')}
              value={seed}
              step={1}
              bounds={[0, 1e6]}
              accept={(value) => Number.isInteger(value) && value >= 0}
              onChange={setSeed}
            />
          </>
        )}
        {kind === 'weights' &&
          (['a', 'b'] as const).map((axis) => (
            <div key={axis} className="contents">
              <label htmlFor={`${id}-${axis}`}>{t(`step.surface.${axis}`)}</label>
              <select
                id={`${id}-${axis}`}
                className="field"
                value={axes[axis]}
                onChange={(event) => setAxes({ ...axes, [axis]: Number(event.target.value) })}
              >
                {places.map(({ weight, index, label }, at) => (
                  <option key={`${weight} ${index}`} value={at}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
          ))}
        {progress ? (
          <div className="row wide">
            <progress value={progress.done} max={progress.of} />
            <span className="number small">{t('step.surface.progress', { ...progress })}</span>
            <button type="button" className="button small" onClick={stop}>
              {t('step.surface.stop')}
            </button>
          </div>
        ) : (
          <button
            type="button"
            className="button primary wide"
            data-testid="surface-start"
            onClick={() => void start()}
          >
            {t('step.surface.start')}
          </button>
        )}
      </div>
      {surface ? (
        <Picture surface={surface} />
      ) : (
        <p className="soft small">{t(failed ? 'step.surface.noPath' : 'step.surface.none')}</p>
      )}
    </div>
  );
}

const MOST_PLACES = 400;

/** Single weights that can be chosen as directions, in the kernels' layout: input, then unit. */
function useWeightPlaces() {
  const { blocks } = useInference();
  return [...blocks.values()]
    .flatMap(({ node, weights }) =>
      weights.flatMap(({ name, shape }) => {
        const [units = 1, inputs = 1] = shape;
        return Array.from({ length: Math.min(units * inputs, MOST_PLACES) }, (_, index) => ({
          weight: `${node.id}.${name}`,
          index,
          label: `${node.id}.${name}[${index % units}${shape.length > 1 ? `, ${Math.floor(index / units)}` : ''}]`,
        }));
      }),
    )
    .slice(0, MOST_PLACES);
}

/** The losses as colours with lines of equal loss, the path on top. */
function Picture({ surface }: { surface: SurfaceReply }) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const { size, range, losses, path } = surface;
  const [low, high] = extent(losses) ?? [0, 0];
  useEffect(() => {
    if (!canvas.current) return;
    paintCells(canvas.current, size, size, (row, column) => {
      const loss = losses[row * size + column] as number;
      return viridis(Number.isFinite(loss) ? 1 - logShare(loss, low, high) : 0);
    });
  }, [losses, size, low, high]);
  const px = (a: number) => ((a + range) / (2 * range)) * PICTURE;
  const py = (b: number) => ((range - b) / (2 * range)) * PICTURE;
  return (
    <figure className="surface">
      <div
        className="surface-picture"
        data-testid="loss-surface"
        style={{ width: PICTURE, height: PICTURE }}
        onPointerMove={({ currentTarget, clientX, clientY }) => {
          const box = currentTarget.getBoundingClientRect();
          const column = Math.min(size - 1, Math.max(0, Math.floor(((clientX - box.left) / box.width) * size)));
          const row = Math.min(size - 1, Math.max(0, Math.floor(((clientY - box.top) / box.height) * size)));
          setHovered(losses[row * size + column] ?? null);
        }}
        onPointerLeave={() => setHovered(null)}
      >
        <canvas ref={canvas} aria-hidden />
        <svg viewBox={`0 0 ${PICTURE} ${PICTURE}`} role="img" aria-label={t('step.surface.path')}>
          <polyline className="path" points={path.map(({ a, b }) => `${px(a)},${py(b)}`).join(' ')} />
          {path.map(({ a, b }, index) => (
            <circle key={index} className="path-point" cx={px(a)} cy={py(b)} r="1.8" />
          ))}
          <path className="here" d={`M${px(0) - 6} ${py(0)}h12M${px(0)} ${py(0) - 6}v12`} />
        </svg>
      </div>
      <figcaption className="small">
        <p className="number">
          {hovered === null ? `${format(low)} … ${format(high)}` : t('step.surface.hover', { loss: format(hovered) })}
        </p>
        <p className="soft">✚ {t('step.surface.here')}</p>
        <p className="soft">●─ {t('step.surface.path')}</p>
      </figcaption>
    </figure>
  );
}
