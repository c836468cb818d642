/** The weights of a block as a table that can be edited. */
export function WeightsEditor(_: { id: string }) {
  return null;
}
