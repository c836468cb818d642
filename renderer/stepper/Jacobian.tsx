import { useT } from '../i18n/index.ts';
import { exact, format } from '../parts/number.ts';

const MOST = 12;

/** The local derivatives of a row of a Softmax: outputs down, inputs across; the column that is looked at stands out. */
export function Jacobian({ matrix, column }: { matrix: readonly (readonly number[])[]; column: number }) {
  const t = useT();
  const shown = matrix.slice(0, MOST);
  return (
    <figure className="jacobian">
      <figcaption className="small soft">{t('step.jacobian')}</figcaption>
      <table className="table number" data-testid="jacobian">
        <tbody>
          {shown.map((line, i) => (
            <tr key={i}>
              {line.slice(0, MOST).map((value, j) => (
                <td key={j} className={j === column ? 'marked' : undefined} title={exact(value)}>
                  {format(value, 3)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
