import { useEffect, useRef } from 'react';

const PULSES = 3;
const MILLISECONDS = 1400;
const POINTS = 24;

/**
 * Marks that travel along a wire: discs forward, diamonds backward. They move by transforms alone, which the compositor
 * does by itself; under reduced motion they stand still, spread over the wire.
 */
export function Pulses({
  path,
  direction,
  role,
  strength,
}: {
  path: string;
  direction: 'forward' | 'backward';
  /** What leaves a block starts a moment after what arrives at it. */
  role: 'arrives' | 'leaves';
  strength: number;
}) {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const points = along(path, direction);
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const animations = [...(group.current?.children ?? [])].map((mark, index) => {
      const frames = points.map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
      const animation = mark.animate(frames, { duration: MILLISECONDS, iterations: Number.POSITIVE_INFINITY });
      animation.currentTime = ((index + (still ? 0.5 : 0)) / PULSES) * MILLISECONDS;
      if (still) animation.pause();
      return animation;
    });
    return () => {
      for (const animation of animations) animation.cancel();
    };
  }, [path, direction]);
  const size = 5 + 7 * strength;
  return (
    <div ref={group} className={`pulses ${direction} ${role}`} aria-hidden>
      {Array.from({ length: PULSES }, (_, index) => (
        <i key={index} style={{ width: size, height: size, margin: -size / 2 }} />
      ))}
    </div>
  );
}

/** Points of a wire in the order in which something flows along it. */
function along(path: string, direction: 'forward' | 'backward'): DOMPoint[] {
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  const length = line.getTotalLength();
  const points = Array.from({ length: POINTS + 1 }, (_, index) => line.getPointAtLength((length * index) / POINTS));
  return direction === 'forward' ? points : points.reverse();
}
