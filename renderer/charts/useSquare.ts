import { type RefCallback, useCallback, useState } from 'react';

interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The largest square that fits into an element beside its margins: the element's ref, and the square's side in pixels. */
export function useSquare({ left, right, top, bottom }: Margin): [RefCallback<HTMLElement>, number] {
  const [side, setSide] = useState(0);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const measure = () => {
        const room = Math.min(element.clientWidth - left - right, element.clientHeight - top - bottom);
        setSide(Math.max(0, Math.floor(room)));
      };
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      measure();
      return () => observer.disconnect();
    },
    [left, right, top, bottom],
  );
  return [ref, side];
}
