import { useEffect, useRef } from 'react';
import { type GeneratorName, generators } from '../../../core/data/generators/index.ts';
import { Random } from '../../../core/random.ts';
import { diverging, viridis } from '../../canvas/paint.ts';
import { classColour } from '../../charts/palette.ts';
import { useThemeName } from '../../parts/theme.ts';

/** Pixels a side; shown at half of it, so that it is sharp. */
const SIZE = 80;
const POINTS = 200;
/** Half the side of the plane that is shown. */
const REACH = 6.6;
const DIGITS = 3;

/** What a generator draws: some of its rows without noise, as points, or as the pictures that they are. */
export function GeneratorPicture({ name }: { name: GeneratorName }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || theme === '') return;
    context.clearRect(0, 0, SIZE, SIZE);
    if (generators[name].features === 2) drawPoints(context, name);
    else drawPictures(context, name);
  }, [name, theme]);
  return <canvas ref={canvas} className="generator-picture" width={SIZE} height={SIZE} aria-hidden />;
}

function drawPoints(context: CanvasRenderingContext2D, name: GeneratorName): void {
  const generator = generators[name];
  const { x, target } = generator.generate(POINTS, 0, new Random(1, 'picture'));
  const colour = diverging(1);
  const place = (value: number) => ((value + REACH) / (2 * REACH)) * SIZE;
  target.forEach((value, row) => {
    context.fillStyle = generator.classes ? classColour(value) : `rgb(${colour(value).join()})`;
    context.beginPath();
    context.arc(place(x[row * 2] as number), SIZE - place(x[row * 2 + 1] as number), 2.4, 0, 2 * Math.PI);
    context.fill();
  });
}

function drawPictures(context: CanvasRenderingContext2D, name: GeneratorName): void {
  const generator = generators[name];
  const side = Math.round(Math.sqrt(generator.features));
  const { x } = generator.generate(DIGITS * DIGITS, 0, new Random(1, 'picture'));
  const pixel = SIZE / DIGITS / side;
  x.forEach((ink, index) => {
    const picture = Math.floor(index / generator.features);
    const at = index % generator.features;
    const column = (picture % DIGITS) * side + (at % side);
    const row = Math.floor(picture / DIGITS) * side + Math.floor(at / side);
    context.fillStyle = `rgb(${viridis(ink).join()})`;
    context.fillRect(column * pixel, row * pixel, pixel + 0.5, pixel + 0.5);
  });
}
