/**
 * Moves labels apart that would cover each other: down first, and up again where the end is reached.
 *
 * @param places from the top down; each `y` is set anew
 * @param height what a label needs
 */
export function spread(places: { y: number }[], top: number, bottom: number, height: number): void {
  for (let index = 1; index < places.length; index++) {
    const [above, here] = [places[index - 1], places[index]];
    if (above && here) here.y = Math.max(here.y, above.y + height);
  }
  let limit = bottom;
  for (const place of [...places].reverse()) {
    place.y = Math.max(top, Math.min(place.y, limit));
    limit = place.y - height;
  }
}
