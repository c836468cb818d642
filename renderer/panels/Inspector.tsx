import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { Block } from '../../core/blocks/block.ts';
import { blockOf } from '../../core/blocks/index.ts';
import { type BlockNode, findBlock, wiresInto } from '../../core/graph/graph.ts';
import { parameterCount } from '../../core/train/weights.ts';
import { reorderWire, setLabel, setParam } from '../commands/edit.ts';
import { useT, useText } from '../i18n/index.ts';
import { FieldEditor } from '../parts/FieldEditor.tsx';
import { Formula } from '../parts/Lazy.tsx';
import { useDocument } from '../store/document.ts';
import { useInference, useInferred } from '../store/inference.ts';
import { useProblems } from '../store/problems.ts';
import { useView } from '../store/view.ts';
import { BlockProblems } from './BlockProblems.tsx';
import { Distributions } from './Distributions.tsx';
import { WeightsEditor } from './WeightsEditor.tsx';

/** What is selected: its settings from the registry, its formula, what it does, and its numbers. */
export function Inspector() {
  const t = useT();
  const selection = useView((state) => state.selection);
  const graph = useDocument((state) => state.graph);
  const nodes = selection.flatMap((id) => findBlock(graph, id) ?? []);
  return (
    <section className="panel inspector scroll" data-testid="inspector" aria-label={t('inspector.title')}>
      <button
        type="button"
        className="button quiet small icon inspector-close"
        aria-label={t('inspector.close')}
        onClick={() => useView.getState().set({ inspectorOpen: false })}
      >
        <X size={13} aria-hidden />
      </button>
      {nodes.length === 0 && <p className="soft small">{t('inspector.nothingHint')}</p>}
      {nodes.length === 1 && <OneBlock key={nodes[0]?.id} node={nodes[0] as BlockNode} />}
      {nodes.length > 1 && <SeveralBlocks nodes={nodes} />}
    </section>
  );
}

function OneBlock({ node }: { node: BlockNode }) {
  const t = useT();
  const text = useText();
  const block = blockOf(node.type);
  const inferred = useInferred(node.id);
  const count = parameterCount(inferred?.weights ?? []);
  if (!block) return <BlockProblems id={node.id} />;
  return (
    <>
      <header
        className="inspector-head"
        style={{ '--category': `var(--category-${block.category})` } as React.CSSProperties}
      >
        <h2>{block.title}</h2>
        <code>{node.id}</code>
      </header>
      <div className="field-row">
        <label htmlFor={`label-${node.id}`}>{t('inspector.name')}</label>
        <input
          id={`label-${node.id}`}
          className="field"
          data-rename
          data-testid="block-label"
          placeholder={node.id}
          maxLength={200}
          value={node.label ?? ''}
          onChange={(event) => setLabel(node.id, event.target.value)}
        />
      </div>
      <BlockProblems id={node.id} />
      <Params nodes={[node]} block={block} />
      <WireOrder node={node} block={block} />
      <dl className="facts">
        {inferred?.features != null && block.category !== 'loss' && (
          <>
            <dt>{t('inspector.shape')}</dt>
            <dd className="number">B × {inferred.features}</dd>
          </>
        )}
        {inferred?.weights.map(({ name, shape }) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="number">[{shape.join(', ')}]</dd>
          </div>
        ))}
        {count > 0 && (
          <>
            <dt>{t('inspector.weights')}</dt>
            <dd className="number">{t('inspector.total', { count })}</dd>
          </>
        )}
      </dl>
      {count > 0 && <WeightsEditor id={node.id} />}
      <h3>{t('inspector.formula')}</h3>
      <div className="formulas scroll">
        <Formula tex={block.formula.forward} block />
        {Object.entries(block.formula.backward).map(([name, tex]) => (
          <Formula key={name} tex={tex} block />
        ))}
      </div>
      <h3>{t('inspector.about')}</h3>
      <p className="docs">{text(block.docs)}</p>
      <Distributions id={node.id} />
      <Code block={block} node={node} />
    </>
  );
}

/** One param of many blocks is set at once; where they differ the field says so. */
function SeveralBlocks({ nodes }: { nodes: readonly BlockNode[] }) {
  const t = useT();
  const types = [...new Set(nodes.map(({ type }) => type))];
  return (
    <>
      <header className="inspector-head">
        <h2>{t('inspector.several', { count: nodes.length })}</h2>
      </header>
      {types.map((type) => {
        const block = blockOf(type);
        const same = nodes.filter((node) => node.type === type);
        if (!block || Object.keys(block.params).length === 0) return null;
        return (
          <div key={type}>
            <h3>
              {block.title} · {same.length}
            </h3>
            <Params nodes={same} block={block} />
          </div>
        );
      })}
    </>
  );
}

function Params({ nodes, block }: { nodes: readonly BlockNode[]; block: Block }) {
  const problems = useProblems();
  return Object.entries(block.params).map(([name, field]) => {
    const values = new Set(nodes.map(({ params }) => params[name] ?? field.default));
    const [first] = values;
    return (
      <FieldEditor
        key={name}
        name={name}
        field={field}
        value={values.size === 1 ? first : undefined}
        problem={problems.find(({ block: id, param }) => param === name && nodes.some((node) => node.id === id))}
        onChange={(value) =>
          setParam(
            nodes.map(({ id }) => id),
            name,
            value,
            { gesture: `${name} ${nodes[0]?.id}` },
          )
        }
      />
    );
  });
}

function WireOrder({ node, block }: { node: BlockNode; block: Block }) {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const port = block.inputs.find(({ many }) => many);
  const wires = port ? wiresInto(graph, node.id, port.name) : [];
  if (wires.length < 2) return null;
  return (
    <>
      <h3>{t('inspector.wires')}</h3>
      <ol className="wire-order">
        {wires.map((wire, index) => (
          <li key={wire.from}>
            <code className="grow">{wire.from}</code>
            <button
              type="button"
              className="button quiet small icon"
              disabled={index === 0}
              aria-label={`${t('inspector.moveUp')}: ${wire.from}`}
              onClick={() => reorderWire(wire, -1)}
            >
              <ArrowUp size={12} aria-hidden />
            </button>
            <button
              type="button"
              className="button quiet small icon"
              disabled={index === wires.length - 1}
              aria-label={`${t('inspector.moveDown')}: ${wire.from}`}
              onClick={() => reorderWire(wire, 1)}
            >
              <ArrowDown size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function Code({ block, node }: { block: Block; node: BlockNode }) {
  const t = useT();
  const { blocks } = useInference();
  const inferred = blocks.get(node.id);
  const sources = Object.values(inferred?.inputs ?? {}).flat();
  const context = {
    params: inferred?.params ?? {},
    sourceType: (port: string) => blocks.get(inferred?.inputs[port]?.[0]?.block ?? '')?.node.type,
    targetKind: null,
    inFeatures: sources[0]?.features ?? 0,
    outFeatures: inferred?.features ?? 0,
  };
  const x = sources.map(({ block: id, port }) => (port === 'target' ? 'target' : id));
  const lines = [
    block.mapping.pytorchModule && `self.${node.id} = ${block.mapping.pytorchModule(context)}`,
    block.inputs.length > 0 && `${node.id} = ${block.mapping.pytorchCall({ ...context, self: `self.${node.id}`, x })}`,
  ].filter(Boolean);
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{t('inspector.code')}</h3>
      <pre className="code scroll">{lines.join('\n')}</pre>
    </>
  );
}
