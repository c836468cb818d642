import { useEffect, useRef } from 'react';
import { type GeneratorName, generators } from '../../core/data/generators/index.ts';
import { Random } from '../../core/random.ts';
import { diverging, paintCells, themeColour, viridis } from '../canvas/paint.ts';
import type { ExampleName } from '../commands/examples.ts';
import { useThemeName } from '../parts/theme.ts';

const SIZE = 64;
const data: Readonly<Record<ExampleName, GeneratorName | 'titles'>> = {
  xor: 'xor',
  spiral: 'spiral',
  circles: 'circle',
  plane: 'plane',
  digits: 'digits',
  residual: 'moons',
  branches: 'blobs',
  news: 'titles',
};

/** The example's own data as a picture, drawn by its generator; of titles the lengths of their words. */
export function ExamplePicture({ name }: { name: ExampleName }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const drawn = data[name];
    if (!canvas.current) return;
    if (drawn === 'titles') paintTitles(canvas.current);
    else paint(canvas.current, drawn);
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

/** Lines of words: each line in the colour of a class, a word without a vector left pale. */
function paintTitles(canvas: HTMLCanvasElement): void {
  const random = new Random(3, 'titles');
  const [colour, paper] = [diverging(1), themeColour('--sunken')];
  const lines = Array.from({ length: SIZE / 6 }, () => {
    const value = random.uniform() < 0.5 ? -1 : 1;
    const cells: number[] = [];
    while (cells.length < SIZE) {
      const shade = random.uniform() < 0.2 ? 0.25 : 1;
      cells.push(...Array<number>(4 + random.integer(12)).fill(value * shade), 0, 0);
    }
    return cells;
  });
  paintCells(canvas, SIZE, SIZE, (row, column) => {
    const value = row % 6 > 1 && row % 6 < 5 ? (lines[Math.floor(row / 6)]?.[column] ?? 0) : 0;
    return value === 0 ? paper : colour(value);
  });
}
