import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useMemo } from 'react';

/** A formula set by KaTeX; screen readers get its MathML. */
export default function Formula({ tex, block = false }: { tex: string; block?: boolean }) {
  const html = useMemo(
    () =>
      katex.renderToString(tex, {
        displayMode: block,
        throwOnError: false,
        output: 'htmlAndMathml',
        strict: false,
        trust: false,
      }),
    [tex, block],
  );
  return <span className="formula" dangerouslySetInnerHTML={{ __html: html }} />;
}
