import { useChartOptions } from '../../charts/options.ts';
import { useT } from '../../i18n/index.ts';
import { useDocument } from '../../store/document.ts';
import { useInference } from '../../store/inference.ts';
import { useView } from '../../store/view.ts';
import { Distributions } from '../Distributions.tsx';

/** The distributions of a block that is chosen here, or else the one that is selected on the canvas. */
export function BlockDistributions() {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const inferred = useInference().blocks;
  const chosen = useChartOptions((state) => state.distributionOf);
  const [selected = null] = useView((state) => state.selection);
  const ids = graph.blocks.map(({ id }) => id).filter((id) => inferred.get(id)?.block.category !== 'loss');
  const weighty = ids.find((id) => (inferred.get(id)?.weights.length ?? 0) > 0);
  const id = [chosen, selected, weighty, ids[0]].find((one) => one != null && ids.includes(one));
  if (!id) return null;
  return (
    <div className="block-distributions scroll">
      <select
        className="field"
        aria-label={t('train.distributions.block')}
        value={id}
        onChange={(event) => useChartOptions.setState({ distributionOf: event.target.value })}
      >
        {ids.map((one) => (
          <option key={one} value={one}>
            {graph.blocks.find((node) => node.id === one)?.label || one}
          </option>
        ))}
      </select>
      <Distributions id={id} />
    </div>
  );
}
