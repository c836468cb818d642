import { CircleDot, FastForward, RefreshCw, SkipForward, TriangleAlert } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { blockOf } from '../../core/blocks/index.ts';
import { findBlock, nameOf } from '../../core/graph/graph.ts';
import type { StepView } from '../../core/tape/views.ts';
import { commandOf } from '../commands/commands.ts';
import { detailText, useT } from '../i18n/index.ts';
import { CommandButton } from '../parts/CommandButton.tsx';
import { Formula } from '../parts/Lazy.tsx';
import { exact, format } from '../parts/number.ts';
import { useDocument } from '../store/document.ts';
import { useRun } from '../store/run.ts';
import { type Level, levels, useTape } from '../store/tape.ts';
import { useView } from '../store/view.ts';
import { BlockLevel } from './BlockLevel.tsx';
import { CellLevel } from './CellLevel.tsx';
import { applyUpdate, isStale, moveTo, record, setLevel } from './controller.ts';
import { MatrixLevel } from './MatrixLevel.tsx';
import { SampleCompare } from './SampleCompare.tsx';
import { TapeSourceRow } from './TapeSourceRow.tsx';

/** The step one stands at, as close as one likes: block, matrix, neuron, term. */
export function TapePanel() {
  const t = useT();
  const info = useTape((state) => state.info);
  const recording = useTape((state) => state.recording);
  const step = useTape((state) => state.step);
  const stale = useStaleTape();
  if (!info) {
    return (
      <div className="empty">
        <strong>{recording ? t('step.recording') : t('step.empty')}</strong>
        <p className="small">{t('step.emptyHint')}</p>
        <button
          type="button"
          className="button primary"
          data-testid="record"
          disabled={recording}
          onClick={() => void record()}
        >
          <CircleDot size={15} aria-hidden />
          {t('step.record')}
        </button>
      </div>
    );
  }
  return (
    <div className={stale ? 'tape stale' : 'tape'} data-stale={stale}>
      <div className="tape-bar row wrap">
        <ScrubBar />
        <CommandButton command={commandOf('tapePhase')} icon={FastForward} testId="tape-phase" small />
        <CommandButton command={commandOf('tapeEnd')} icon={SkipForward} testId="tape-end" small />
        <SpeedSelect />
        <LevelSwitch />
        <TapeSourceRow />
        {stale && (
          <button type="button" className="button small" data-testid="record-again" onClick={() => void record()}>
            <RefreshCw size={13} aria-hidden />
            {t('step.recordAgain')}
          </button>
        )}
      </div>
      {stale && (
        <p className="stale-note" role="status">
          <TriangleAlert size={13} aria-hidden /> {t('step.stale')}
        </p>
      )}
      {step && <StepContent view={step} />}
    </div>
  );
}

/** Whether the tape is of another network, other data or other weights than the present ones. */
export function useStaleTape(): boolean {
  const origin = useTape((state) => state.origin);
  // The present revision and version are read inside; these make this look again when they change.
  useDocument((state) => state.graph);
  useDocument((state) => state.data);
  useDocument((state) => state.training.optimizer.learningRate);
  useDocument((state) => state.inputs);
  useRun((state) => state.version);
  return isStale(origin);
}

function StepContent({ view }: { view: StepView }) {
  const t = useT();
  const stale = useStaleTape();
  const language = useView((state) => state.language);
  const level = useTape((state) => state.level);
  const info = useTape((state) => state.info);
  const { step } = view;
  const node = useDocument((state) => findBlock(state.graph, step.block));
  const isLoss = blockOf(node?.type ?? '')?.category === 'loss';
  const phase = t(step.phase === 'forward' && isLoss ? 'step.loss' : `step.${step.phase}`);
  const name = step.phase === 'update' ? step.weight : node ? detailText('name', nameOf(node), language) : step.block;
  return (
    <div className="step-body">
      <aside className={`step-side scroll ${step.phase}`}>
        <h2 data-testid="step-title">
          <span className="phase-mark" aria-hidden />
          {t('step.phaseTitle', { phase, name })}
        </h2>
        <div className="step-formulas" data-testid="formula">
          {view.formulas.map((tex) => (
            <Formula key={tex} tex={tex} block />
          ))}
        </div>
        <pre className="code scroll">{view.pytorch.join('\n')}</pre>
        {isLoss && info && (
          <p className="small">
            <span data-testid="tape-loss" data-value={exact(info.loss)}>
              {t('step.lossIs', { value: format(info.loss) })}
            </span>
          </p>
        )}
        <Shortcut block={step.block} phase={step.phase} />
        <Findings block={step.block} />
        {step.phase === 'update' && (
          <>
            <p className="small soft">{t('step.proposed')}</p>
            <button
              type="button"
              className="button small"
              data-testid="apply-update"
              disabled={stale}
              onClick={() => void applyUpdate()}
            >
              {t('step.apply')}
            </button>
          </>
        )}
      </aside>
      <div className="step-main scroll" data-testid="step-main" data-level={level} data-step={view.index}>
        <LevelView level={level} view={view} />
      </div>
    </div>
  );
}

function LevelView({ level, view }: { level: Level; view: StepView }) {
  switch (level) {
    case 'block':
      return <BlockLevel view={view} />;
    case 'matrix':
      return (
        <>
          <MatrixLevel equations={view.equations} />
          <SampleCompare view={view} />
        </>
      );
    case 'neuron':
      return <CellLevel view={view} detailed={false} />;
    case 'term':
      return <CellLevel view={view} detailed />;
  }
}

function ScrubBar() {
  const t = useT();
  const info = useTape((state) => state.info);
  const position = useTape((state) => state.position ?? 0);
  return (
    <input
      type="range"
      className="scrub"
      data-testid="tape-scrub"
      aria-label={t('step.position')}
      min={0}
      max={(info?.steps.length ?? 1) - 1}
      value={position}
      onChange={(event) => void moveTo(Number(event.target.value))}
    />
  );
}

const speeds = [0.5, 1, 2, 4, 8] as const;

function SpeedSelect() {
  const t = useT();
  const speed = useTape((state) => state.speed);
  return (
    <select
      className="field compact"
      aria-label={t('step.speed')}
      value={speed}
      onChange={(event) => useTape.setState({ speed: Number(event.target.value) })}
    >
      {speeds.map((count) => (
        <option key={count} value={count}>
          {t('step.perSecond', { count })}
        </option>
      ))}
    </select>
  );
}

function LevelSwitch() {
  const t = useT();
  const level = useTape((state) => state.level);
  return (
    <ToggleGroup.Root
      type="single"
      className="switch"
      value={level}
      onValueChange={(value) => value && setLevel(value as Level)}
    >
      {levels.map((name) => (
        <ToggleGroup.Item
          key={name}
          value={name}
          className="switch-item"
          data-testid={`level-${name}`}
          title={t(`step.levelHint.${name}`)}
        >
          {t(`step.level.${name}`)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** Softmax with cross entropy: the short way, and that it comes to the same. */
function Shortcut({ block, phase }: { block: string; phase: string }) {
  const t = useT();
  const difference = useTape((state) => state.info?.shortcutDifference ?? null);
  const node = useDocument((state) => findBlock(state.graph, block));
  if (difference === null || phase !== 'backward' || (node?.type !== 'softmax' && node?.type !== 'crossEntropy'))
    return null;
  return (
    <div className="shortcut-note small" data-testid="shortcut">
      <p>{t('step.shortcut')}</p>
      <Formula tex={String.raw`\frac{\partial L}{\partial z} = \frac{y - t}{B}`} block />
      <p className="soft">{t('step.shortcutAgrees', { difference: format(difference, 2) })}</p>
    </div>
  );
}

function Findings({ block }: { block: string }) {
  const t = useT();
  const findings = useTape((state) => state.info?.findings);
  return findings
    ?.filter((finding) => finding.block === block)
    .map(({ code, value }) => (
      <p key={code} className="finding small" data-finding={code}>
        <TriangleAlert size={13} aria-hidden />
        {t(`step.finding.${code}`, {
          block,
          percent: (100 * value).toFixed(0),
          factor: format(value < 1 ? 1 / value : value, 3),
        })}
      </p>
    ));
}
