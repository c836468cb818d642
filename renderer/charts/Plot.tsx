import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useThemeName } from '../parts/theme.ts';
import { type PlotLook, plotOptions } from './plotOptions.ts';

export interface PlotControls {
  /** Shows all epochs again. */
  reset(): void;
}

interface Props {
  /** A new object makes a new chart; it must stay the same as long as nothing about it changes. */
  readonly look: PlotLook;
  /** Epochs, then a row a line. A new array is drawn; what is in it may have grown. */
  readonly data: readonly (readonly (number | null)[])[];
  readonly name: string;
  readonly controls?: RefObject<PlotControls | null>;
  /** Told the index of the epoch under the pointer, or null. */
  onHover(index: number | null): void;
  onZoom(zoomed: boolean): void;
}

/** uPlot in React: made anew where its look changes, and only given data where the data does. */
export default function Plot({ look, data, name, controls, onHover, onZoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const zoomed = useRef(false);
  const latest = useRef({ data, onHover, onZoom });
  latest.current = { data, onHover, onZoom };
  const theme = useThemeName();

  // Colours are the theme's.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const setZoomed = (on: boolean) => {
      zoomed.current = on;
      latest.current.onZoom(on);
    };
    const size = () => ({ width: Math.max(60, element.clientWidth), height: Math.max(60, element.clientHeight) });
    const options = plotOptions(look, size(), {
      setCursor: [({ cursor }) => latest.current.onHover(cursor.idx ?? null)],
      setSelect: [({ select }) => select.width > 0 && setZoomed(true)],
    });
    const made = new UPlot(options, latest.current.data as UPlot.AlignedData, element);
    made.over.addEventListener('dblclick', () => setZoomed(false));
    setZoomed(false);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look, theme]);

  useEffect(() => {
    // While one looks at a part of the curve the view stays where it is.
    plot.current?.setData(data as UPlot.AlignedData, !zoomed.current);
    if (zoomed.current) plot.current?.redraw(true);
  }, [data]);

  const zoomTo = (low: number, high: number, on: boolean) => {
    const x = data[0] ?? [];
    const [first, last] = [x[0] ?? 1, x[x.length - 1] ?? 2];
    plot.current?.setScale('x', { min: Math.max(first, low), max: Math.min(last, high) });
    zoomed.current = on;
    onZoom(on);
  };
  const reset = () => zoomTo(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false);
  useEffect(() => {
    if (controls) controls.current = { reset };
  });

  const press = (event: KeyboardEvent) => {
    const current = plot.current;
    const { min = 1, max = 2 } = current?.scales.x ?? {};
    const x = data[0] ?? [];
    const at = current?.cursor.idx ?? x.length - 1;
    const middle = x[at] ?? max;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => moveTo(at - (event.shiftKey ? 10 : 1)),
      ArrowRight: () => moveTo(at + (event.shiftKey ? 10 : 1)),
      Home: () => moveTo(0),
      End: () => moveTo(x.length - 1),
      '+': () => zoomTo(middle - (middle - min) / 2, middle + (max - middle) / 2, true),
      '-': () => zoomTo(middle - (middle - min) * 2, middle + (max - middle) * 2, true),
      '0': reset,
    };
    const moveTo = (index: number) => {
      const value = x[Math.min(x.length - 1, Math.max(0, index))];
      if (current && value != null) current.setCursor({ left: current.valToPos(value, 'x'), top: 0 });
    };
    const move = moves[event.key];
    if (!move || !current) return;
    event.preventDefault();
    move();
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read out the values, plus and minus zoom
    <div ref={box} className="plot" role="img" aria-label={name} tabIndex={0} onKeyDown={press} />
  );
}
