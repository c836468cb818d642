import { useEffect, useRef, useState } from 'react';
import type { Backend } from '../../core/runtime/backend.ts';
import type { Program, ProgramLine } from '../engine/programs.ts';
import { ask } from '../engine/turns.ts';
import { useT } from '../i18n/index.ts';
import { useDocument } from '../store/document.ts';
import { useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';

const kinds = ['train', 'infer', 'tape'] as const;
type Kind = (typeof kinds)[number];
/** The backends that compile to a text, and its language. */
const compilers = [
  ['webgl2', 'GLSL'],
  ['webgpu', 'WGSL'],
] as const;

/** The printed plan and the source of each kernel, linked both ways with the blocks on the canvas. */
export default function KernelsPanel() {
  const t = useT();
  const [kind, setKind] = useState<Kind>('train');
  const [chosen, setChosen] = useState<number | null>(null);
  const program = useProgram(kind);
  const selection = useView((state) => state.selection);
  const list = useRef<HTMLDivElement>(null);
  const first = selection[0];
  useEffect(() => {
    list.current?.querySelector('.plan-line.of-selection')?.scrollIntoView({ block: 'nearest' });
  }, [first, program]);
  if (!program) {
    return (
      <div className="empty">
        <strong>{t('kernels.none')}</strong>
        <p className="small">{t('kernels.noneHint')}</p>
      </div>
    );
  }
  const isSelected = ({ blocks }: ProgramLine) => blocks.some((block) => selection.includes(block));
  const ofSelection = program.lines.find((line) => line.kernel !== null && isSelected(line));
  const shown = chosen ?? ofSelection?.kernel ?? 0;
  return (
    <div className="kernels">
      <div className="kernels-plan">
        <select
          className="field compact"
          aria-label={t('kernels.plan')}
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          {kinds.map((name) => (
            <option key={name} value={name}>
              {t(`kernels.${name}`)}
            </option>
          ))}
        </select>
        <div ref={list} className="plan scroll" data-testid="plan">
          {program.lines.map((line, index) => {
            const { text, blocks, kernel } = line;
            return (
              <button
                key={index}
                type="button"
                className={[
                  'plan-line',
                  isSelected(line) && 'of-selection',
                  kernel !== null && kernel === shown && 'shown',
                ]
                  .filter(Boolean)
                  .join(' ')}
                disabled={kernel === null}
                onClick={() => {
                  setChosen(kernel);
                  if (blocks.length > 0) useView.getState().select(blocks);
                }}
              >
                {text}
              </button>
            );
          })}
        </div>
      </div>
      <KernelSource program={program} at={Math.min(shown, program.kernels.length - 1)} kind={kind} />
    </div>
  );
}

function useProgram(kind: Kind): Program | null {
  const graph = useDocument((state) => state.graph);
  const training = useDocument((state) => state.training);
  const version = useRun((state) => (state.phase.kind === 'running' ? 0 : state.version));
  const [program, setProgram] = useState<Program | null>(null);
  useEffect(() => {
    let wanted = true;
    void ask((engine) => engine.program(kind)).then((found) => {
      if (wanted) setProgram(found);
    });
    return () => {
      wanted = false;
    };
  }, [kind, graph, training, version]);
  return program;
}

function KernelSource({ program, at, kind }: { program: Program; at: number; kind: Kind }) {
  const t = useT();
  const [backend, setBackend] = useState<Backend | 'source'>('source');
  const [compiled, setCompiled] = useState<readonly (string | null)[] | null>(null);
  const kernel = program.kernels[at];
  useEffect(() => {
    setCompiled(null);
    if (backend === 'source') return;
    let wanted = true;
    void ask((engine) => engine.compiledSources(kind, backend)).then((found) => {
      if (wanted) setCompiled(found ?? []);
    });
    return () => {
      wanted = false;
    };
  }, [backend, kind, program]);
  if (!kernel) return null;
  const text =
    backend === 'source'
      ? kernel.source
      : compiled === null
        ? t('kernels.compiling')
        : (compiled[at] ?? t('kernels.noSource'));
  return (
    <div className="kernel-source">
      <div className="row wrap">
        <strong>{kernel.name}</strong>
        <span className="number faint">[{kernel.shape.join(', ')}]</span>
        <span className="soft small">
          {kernel.blocks.length > 0
            ? t('kernels.blocks', { blocks: kernel.blocks.join(', ') })
            : t('kernels.bookkeeping')}
        </span>
        <select
          className="field compact"
          aria-label={t('kernels.compiled')}
          value={backend}
          onChange={(event) => setBackend(event.target.value as Backend)}
        >
          <option value="source">{t('kernels.source')}</option>
          {compilers.map(([name, language]) => (
            <option key={name} value={name}>
              {name} ({language})
            </option>
          ))}
        </select>
      </div>
      <pre className="code scroll" data-testid="kernel-source">
        {text}
      </pre>
    </div>
  );
}
