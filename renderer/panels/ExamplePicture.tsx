import { useEffect, useRef } from 'react';
import { type GeneratorName, generators } from '../../core/data/generators/index.ts';
import { Random } from '../../core/random.ts';
import { diverging, paintCells, themeColour, viridis } from '../canvas/paint.ts';
import type { ExampleName } from '../commands/examples.ts';
import { useThemeName } from '../parts/theme.ts';

const SIZE = 64;
const data: Readonly<Record<ExampleName, GeneratorName>> = {
  xor: 'xor',
  spiral: 'spiral',
  circles: 'circle',
  plane: 'plane',
  digits: 'digits',
  residual: 'moons',
  branches: 'blobs',
};

/** The example's own data as a picture, drawn by its generator. */
export function ExamplePicture({ name }: { name: ExampleName }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    if (canvas.current) paint(canvas.current, data[name]);
  }, [name, theme]);
  return <canvas ref={canvas} className="example-picture" aria-hidden />;
}

function paint(canvas: HTMLCanvasElement, name: GeneratorName): void {
  const generator = generators[name];
  const random = new Random(3, 'picture');
  if (generator.features === 64) {
    paintDigits(canvas, generator.generate(64, 0.05, random).x);
    return;
  }
  const { x, target } = generator.generate(260, 0.05, random);
  const cells = new Map<number, number>();
  const most = generator.classes ? generator.classes.length - 1 : 1;
  for (let index = 0; index < target.length; index++) {
    const [a, b] = [x[index * 2] as number, x[index * 2 + 1] as number];
    const column = Math.round(((a + 6.5) / 13) * (SIZE - 1));
    const row = Math.round(((6.5 - b) / 13) * (SIZE - 1));
    const value = generator.classes ? ((target[index] as number) / most) * 2 - 1 : (target[index] as number);
    cells.set(row * SIZE + column, value);
  }
  const colour = diverging(1);
  const paper = themeColour('--sunken');
  paintCells(canvas, SIZE, SIZE, (row, column) => {
    const value = cells.get(row * SIZE + column);
    return value === undefined ? paper : colour(Math.abs(value) < 0.2 ? 0.35 : value);
  });
}

function paintDigits(canvas: HTMLCanvasElement, x: Float32Array): void {
  paintCells(canvas, SIZE, SIZE, (row, column) => {
    const picture = (Math.floor(row / 8) * 8 + Math.floor(column / 8)) % 64;
    return viridis(x[picture * 64 + (row % 8) * 8 + (column % 8)] as number);
  });
}
