/** What a picture of the network needs of the page: the theme's colours, the icons, and a canvas for pixels. */
import { createElement, Fragment } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { blockIcons } from '../parts/icons.tsx';
import { type PictureColours, pictureColours } from './pictureParts.ts';

/**
 * The colours of a theme, whichever is on the page: CSS knows them only for the root, which takes the other theme on for
 * as long as it takes to read them. Nothing is painted meanwhile.
 */
export function coloursOf(theme: 'light' | 'dark'): PictureColours {
  const root = document.documentElement;
  const shown = root.dataset.theme;
  root.dataset.theme = theme;
  const style = getComputedStyle(root);
  const entries = pictureColours.map((name) => [name, style.getPropertyValue(name).trim()]);
  if (shown === undefined) delete root.dataset.theme;
  else root.dataset.theme = shown;
  return Object.fromEntries(entries) as PictureColours;
}

/** What is drawn inside each block's icon, by type. */
export function iconMarkup(): Record<string, string> {
  const holder = document.createElement('div');
  const root = createRoot(holder);
  const types = Object.keys(blockIcons) as (keyof typeof blockIcons)[];
  flushSync(() => {
    root.render(createElement(Fragment, null, ...types.map((type) => createElement(blockIcons[type], { key: type }))));
  });
  const markup = Object.fromEntries(types.map((type, index) => [type, inner(holder.children[index])]));
  root.unmount();
  return markup;
}

function inner(icon: Element | undefined): string {
  const writer = new XMLSerializer();
  const shapes = [...(icon?.children ?? [])].map((shape) => writer.serializeToString(shape));
  return shapes.join('').replaceAll(' xmlns="http://www.w3.org/2000/svg"', '');
}

/** No browser makes a canvas with longer sides. */
const LONGEST = 16_000;

/** An SVG as PNG, so many pixels to a unit; fewer where the picture would become too large to be painted. */
export async function rasterise(svg: string, scale: number): Promise<Uint8Array> {
  const image = new Image();
  image.src = svgUrl(svg);
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const factor = Math.min(scale, LONGEST / width, LONGEST / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * factor));
  canvas.height = Math.max(1, Math.round(height * factor));
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!context || !blob) throw new Error(`a picture of ${canvas.width} by ${canvas.height} pixels cannot be painted`);
  return new Uint8Array(await blob.arrayBuffer());
}

/** An SVG as an address that an image can show. */
export function svgUrl(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
