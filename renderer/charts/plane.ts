import type { DataSummary, Plane, PointCloud } from '../engine/api.ts';
import { extent } from './scale.ts';

/** The generators draw their points between these. */
const USUAL = [-6, 6] as const;

/** A place on the plane, in the features' own numbers. */
export interface Place {
  readonly x1: number;
  readonly x2: number;
}

/** Whether a project's rows have two plain features, so that a network can be shown as a picture of the plane. */
export function hasPlane(summary: DataSummary | null): summary is DataSummary {
  return summary !== null && summary.preprocessing.features.length === 2;
}

/** The piece of the plane to look at: the usual one where it holds the points well, else one around them. */
export function planeOf(points: DataSummary['points']): Plane {
  const clouds = points ? Object.values(points) : [];
  const axis = (pick: (cloud: PointCloud) => Float32Array) => {
    const found = extent(clouds.flatMap((cloud) => [...pick(cloud)]));
    if (!found) return USUAL;
    const [low, high] = found;
    if (low >= USUAL[0] - 0.5 && high <= USUAL[1] + 0.5 && high - low > 3) return USUAL;
    const air = (high - low || Math.abs(high) || 1) * 0.08;
    return [round(low - air), round(high + air)] as const;
  };
  return { x1: axis(({ x1 }) => x1), x2: axis(({ x2 }) => x2) };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
