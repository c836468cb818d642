import { useData } from '../store/data.ts';

/** What a class is called: its name in the data, or its number where nobody named it. */
export function useClassName(): (index: number) => string {
  const classes = useData((state) => state.summary?.classes);
  return (index) => classes?.[index] ?? String(index);
}
