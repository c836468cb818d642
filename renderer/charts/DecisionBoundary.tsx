import { Download } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { DataSummary } from '../engine/api.ts';
import { useT } from '../i18n/index.ts';
import { useThemeName } from '../parts/theme.ts';
import { useLive } from '../store/live.ts';
import { outputsAt } from './boundaryImage.ts';
import { exportCanvas } from './exportFigure.ts';
import { useChartOptions } from './options.ts';
import { PlaneLegend } from './PlaneLegend.tsx';
import { type Place, planeOf } from './plane.ts';
import {
  boundaryColours,
  freshContext,
  MARGIN,
  paintAxes,
  paintBoundary,
  paintPoints,
  valueLimit,
} from './planeCanvas.ts';
import { useSquare } from './useSquare.ts';

/** What the network says over the plane of its two inputs, behind the rows it learns from and is tried on. */
export function DecisionBoundary({ summary }: { summary: DataSummary }) {
  const t = useT();
  const theme = useThemeName();
  const boundary = useLive((state) => state.boundary);
  const { showTest, discretize } = useChartOptions();
  const [place, setPlace] = useState<Place | null>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const points = useRef<HTMLCanvasElement>(null);
  const [box, side] = useSquare(MARGIN);
  const { task } = summary;
  const plane = planeOf(summary.points);
  const limit = valueLimit(summary.points);
  const [first = 'x1', second = 'x2'] = summary.preprocessing.features;

  // Colours are the theme's.
  useEffect(() => {
    const canvas = picture.current;
    if (canvas && boundary && side > 0) paintBoundary(canvas, boundary, boundaryColours(task, limit), discretize);
  }, [boundary, task, limit, discretize, side, theme]);

  // The plane follows from the summary; colours are the theme's.
  useEffect(() => {
    if (!points.current || side <= 0) return;
    const size = [side + MARGIN.left + MARGIN.right, side + MARGIN.top + MARGIN.bottom] as const;
    const context = freshContext(points.current, ...size);
    if (!context) return;
    if (summary.points) {
      const look = { task, limit };
      paintPoints(context, summary.points.train, plane, side, { ...look, style: 'filled' });
      paintPoints(context, summary.points.valid, plane, side, { ...look, style: 'hollow' });
      if (showTest) paintPoints(context, summary.points.test, plane, side, { ...look, style: 'ringed' });
    }
    paintAxes(context, plane, side, [first, second]);
  }, [summary, side, showTest, theme]);

  const toPlace = (across: number, down: number): Place | null =>
    across < 0 || across > 1 || down < 0 || down > 1
      ? null
      : {
          x1: plane.x1[0] + across * (plane.x1[1] - plane.x1[0]),
          x2: plane.x2[1] - down * (plane.x2[1] - plane.x2[0]),
        };
  const point = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - left - MARGIN.left) / side;
    setPlace(toPlace(across, (event.clientY - top - MARGIN.top) / side));
  };
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.02;
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const move = moves[event.key];
    if (event.key === 'Escape') setPlace(null);
    if (!move) return;
    event.preventDefault();
    const [wide, high] = [plane.x1[1] - plane.x1[0], plane.x2[1] - plane.x2[0]];
    const from = place ?? { x1: plane.x1[0] + wide / 2, x2: plane.x2[0] + high / 2 };
    const next = { x1: from.x1 + move[0] * wide, x2: from.x2 + move[1] * high };
    setPlace({
      x1: Math.min(plane.x1[1], Math.max(plane.x1[0], next.x1)),
      x2: Math.min(plane.x2[1], Math.max(plane.x2[0], next.x2)),
    });
  };
  const save = () => {
    if (!points.current || !picture.current) return;
    const whole = document.createElement('canvas');
    whole.width = points.current.width;
    whole.height = points.current.height;
    const context = whole.getContext('2d');
    if (!context) return;
    const colours = boundaryColours(task, limit);
    context.fillStyle = `rgb(${colours.paper.join(' ')})`;
    context.fillRect(0, 0, whole.width, whole.height);
    const ratio = devicePixelRatio;
    if (boundary) {
      context.drawImage(picture.current, MARGIN.left * ratio, MARGIN.top * ratio, side * ratio, side * ratio);
    }
    context.drawImage(points.current, 0, 0);
    void exportCanvas('boundary', whole);
  };

  const outputs = place && boundary ? outputsAt(boundary, place.x1, place.x2) : null;
  const inset = { left: MARGIN.left, top: MARGIN.top, width: side, height: side };
  return (
    <>
      <header className="chart-head">
        <h3>{t('train.boundary.title')}</h3>
        <span className="row chart-tools">
          <button
            type="button"
            className="button quiet small"
            aria-pressed={showTest}
            title={t('train.boundary.testHint')}
            onClick={() => useChartOptions.setState({ showTest: !showTest })}
          >
            {t('train.boundary.test')}
          </button>
          <button
            type="button"
            className="button quiet small"
            aria-pressed={discretize}
            title={t('train.boundary.discretizeHint')}
            onClick={() => useChartOptions.setState({ discretize: !discretize })}
          >
            {t('train.boundary.discretize')}
          </button>
          <button
            type="button"
            className="button quiet small icon"
            aria-label={t('train.boundary.save')}
            title={t('train.boundary.save')}
            onClick={save}
          >
            <Download size={13} aria-hidden />
          </button>
        </span>
      </header>
      <div className="plane-body">
        <div className="plane-flow">
          <div ref={box} className="plane">
            <div
              className="plane-square"
              style={{ width: side + MARGIN.left + MARGIN.right, height: side + MARGIN.top + MARGIN.bottom }}
              role="img"
              aria-label={t('train.boundary.label', { first, second })}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the place that is read out
              tabIndex={0}
              onPointerMove={point}
              onPointerLeave={() => setPlace(null)}
              onKeyDown={press}
            >
              <canvas ref={picture} className="plane-picture" style={inset} hidden={!boundary} aria-hidden />
              <canvas ref={points} className="plane-points" aria-hidden />
              {place && <Cross place={place} side={side} plane={plane} />}
            </div>
          </div>
          <PlaneLegend summary={summary} limit={limit} place={place} outputs={outputs} names={[first, second]} />
        </div>
      </div>
    </>
  );
}

function Cross({ place, side, plane }: { place: Place; side: number; plane: ReturnType<typeof planeOf> }) {
  const left = MARGIN.left + ((place.x1 - plane.x1[0]) / (plane.x1[1] - plane.x1[0])) * side;
  const top = MARGIN.top + ((plane.x2[1] - place.x2) / (plane.x2[1] - plane.x2[0])) * side;
  return <span className="plane-cross" style={{ left, top }} aria-hidden />;
}
