import { type ComponentProps, lazy, Suspense } from 'react';

const Katex = lazy(() => import('./Formula.tsx'));

/** A formula; KaTeX is loaded when the first one is shown. */
export function Formula(props: ComponentProps<typeof Katex>) {
  return (
    <Suspense fallback={<span className="formula faint">…</span>}>
      <Katex {...props} />
    </Suspense>
  );
}
