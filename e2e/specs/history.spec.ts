/** Trainings outlive the window: their log, their checkpoints, and the way on from each of them. */
import { unzip } from '../../core/formats/zip.ts';
import { unwrap } from '../../core/problem.ts';
import { readModel } from '../../core/project/model.ts';
import { readRunLog } from '../../core/project/runLog.ts';
import { expect, type Host, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';
import { project } from '../problems/way.ts';

async function launch(host: Host, query: string): Promise<{ editor: Editor; kill(): Promise<void> }> {
  const { page, kill } = await host.launch({ query: `${query}&lang=en` });
  const editor = new Editor(page);
  await editor.shown();
  return { editor, kill };
}

/** The weights as they are now, bit for bit. */
async function weights(host: Host, { bar, page }: Editor) {
  const bytes = await host.fileFrom(page, () => bar.choose('file', 'saveModel'));
  return unwrap(readModel(bytes, 'model')).weights;
}

test('a resumed training ends as one that never stopped, from each epoch’s checkpoint', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('5');
  await bar.trainTo(5);
  const whole = await weights(host, editor);
  await editor.tab('runs').click();
  await runs.checkpointsTab.click();
  await expect(runs.checkpoints).toHaveCount(5);
  await expect(runs.checkpoints.first()).toContainText('5');
  for (const epoch of [1, 2, 3, 4]) {
    await runs.checkpoint(1, epoch).resume.click();
    await expect(bar.epoch).toHaveText('5');
    await bar.rests();
    expect(await weights(host, editor)).toEqual(whole);
  }
  // Each is a run of its own, whose curves begin where the first one's do.
  await runs.runsTab.click();
  await expect(runs.rows).toHaveCount(5);
  await expect(runs.row(1)).toContainText('all epochs');
  await expect(runs.row(2).locator('td').nth(6)).toContainText(/^5/);
  await runs.open(2);
  await expect(runs.details).toContainText('went on from epoch 1 of #1');
  await expect(bar.undo).toHaveAccessibleName('Undo: go on from epoch-0004.safetensors');
});

test('an edited network gives way to that of the checkpoint, and comes back by undo', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, inspector, notices, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('3');
  await bar.trainTo(3);
  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await expect(bar.stale).toBeVisible();
  await editor.tab('runs').click();
  await runs.checkpointsTab.click();
  // Weights of eight units are none for three.
  await runs.checkpoint(1, 2).load.click();
  await expect(notices.first()).toContainText('linear1');
  await runs.checkpoint(1, 2).resume.click();
  await expect(canvas.block('linear1')).toContainText('8 · x W + b');
  await expect(bar.epoch).toHaveText('3');
  await bar.rests();
  await bar.undo.click();
  await expect(canvas.block('linear1')).toContainText('3 · x W + b');
});

test('a checkpoint’s weights are loaded without going on, and checkpoints are deleted', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, notices, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('2');
  await bar.oneEpoch.click();
  await expect(bar.epoch).toHaveText('1');
  await bar.rests();
  const first = await weights(host, editor);
  await bar.trainTo(2);
  await editor.tab('runs').click();
  await runs.checkpointsTab.click();
  await runs.checkpoint(1, 1).load.click();
  await expect(notices.last()).toContainText('Loaded the weights of epoch-0001.safetensors');
  expect(await weights(host, editor)).toEqual(first);
  await expect(bar.undo).toHaveAccessibleName('Undo: load weights');
  await runs.checkpoint(1, 2).remove.click();
  await expect(runs.checkpoints).toHaveCount(1);
});

test('of many checkpoints the best, the last and fewer of the older ones are kept', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, page, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('230');
  await bar.trainTo(230);
  await editor.tab('runs').click();
  await runs.checkpointsTab.click();
  await expect(runs.checkpoints).toHaveCount(200);
  await expect(runs.checkpoints.first()).toContainText('230');
  await expect(page.locator('.badge')).toHaveCount(1);
  await expect(runs.checkpointsUsed).toContainText(/\d+ kB of at most/);
  await page.getByTestId('checkpoints-on').uncheck();
  await bar.reset.click();
  await bar.trainTo(230);
  await expect(runs.checkpoints).toHaveCount(200);
});

test('a saved project brings its trainings back, with names, results and checkpoints', async ({ host }) => {
  const first = await launch(host, '?example=xor');
  const { bar, page, runs, training } = first.editor;
  await host.chooseFile(page, 'kept.gradwire');
  await first.editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await training.setPace('full');
  await training.setting('epochs').fill('4');
  await bar.trainTo(4);
  const whole = await weights(host, first.editor);
  await first.editor.tab('runs').click();
  await expect(runs.row(1)).toContainText('webasm');
  await runs.open(1);
  await expect(runs.details).toContainText('Test part');
  await runs.name.fill('eight units');
  await runs.note.fill('a note');
  await runs.row(1).getByTestId('run-best').click();
  await runs.checkpointsTab.click();
  await expect(runs.checkpoints).toHaveCount(4);
  // Each becomes a file a moment after the training has come to rest.
  await expect.poll(() => checkpointsBeside(first.editor, 'kept.gradwire')).toHaveLength(4);
  // And so does what is said of a run.
  await expect
    .poll(async () => readRunLog((await keptBeside(first.editor, 'kept.gradwire')).log, 'log').runs)
    .toMatchObject([{ name: 'eight units', note: 'a note', best: true, test: {} }]);
  await first.kill();

  const second = await launch(host, '?');
  const { editor } = second;
  await editor.start.recents.filter({ hasText: 'kept.gradwire' }).click();
  await editor.tab('runs').click();
  await expect(editor.runs.rows).toHaveCount(1);
  await expect(editor.runs.row(1)).toContainText('eight units');
  await expect(editor.runs.row(1).getByTestId('run-best')).toHaveAttribute('aria-pressed', 'true');
  await editor.runs.open(1);
  await expect(editor.runs.note).toHaveValue('a note');
  await expect(editor.runs.details).toContainText('Test part');
  await editor.runs.checkpointsTab.click();
  await editor.runs.checkpoint(1, 2).resume.click();
  await expect(editor.bar.epoch).toHaveText('4');
  await editor.bar.rests();
  expect(await weights(host, editor)).toEqual(whole);
  await editor.runs.runsTab.click();
  await expect(editor.runs.rows).toHaveCount(2);
  await editor.runs.remove.click();
  await expect(editor.runs.rows).toHaveCount(1);
  await expect.poll(() => checkpointsBeside(editor, 'kept.gradwire')).toHaveLength(2);
});

async function checkpointsBeside(editor: Editor, project: string): Promise<string[]> {
  const { names } = await keptBeside(editor, project);
  return names.filter((name) => /^epoch-\d+\.safetensors$/.test(name.split('/').at(-1) ?? ''));
}

/** What the host keeps beside the project that is open: the files' names, and the log of runs. */
function keptBeside({ page }: Editor, project: string): Promise<{ names: string[]; log: string }> {
  return page.evaluate(async (project) => {
    const LOG = 'runs.jsonl';
    const names: string[] = [];
    if (window.gradwire) {
      const recents = await window.gradwire.request('recent:list');
      const path = recents.find(({ name }) => name === project)?.path ?? '';
      const files = await window.gradwire.request('runs:list', { project: path });
      const log = await window.gradwire.request('runs:read', { project: path, name: LOG });
      if (files.ok) names.push(...files.value.map(({ name }) => name));
      return { names, log: log.ok ? new TextDecoder().decode(log.value) : '' };
    }
    let log = '';
    const look = async (folder: FileSystemDirectoryHandle) => {
      const entries = (folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }).entries();
      for await (const [name, handle] of entries) {
        if (handle.kind === 'directory') await look(handle as FileSystemDirectoryHandle);
        else names.push(name);
        if (name === LOG) log = await (await (handle as FileSystemFileHandle).getFile()).text();
      }
    };
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle('runs').catch(() => null);
    // As the app itself does: what is replaced meanwhile cannot be read to its end.
    if (runs) await navigator.locks.request('gradwire-runs', () => look(runs));
    return { names, log };
  }, project);
}

test('runs are compared, restored, and exported as a table and as a report', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, inspector, page, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('3');
  await bar.trainTo(3);
  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await training.setting('batchSize').fill('64');
  await bar.trainTo(3);
  await editor.tab('runs').click();
  await expect(runs.row(1)).toContainText('Linear 8');
  await expect(runs.row(2)).toContainText('Linear 3');

  await runs.open(1);
  await runs.restoreNetwork.click();
  await expect(canvas.block('linear1')).toContainText('8 · x W + b');
  await expect(bar.undo).toHaveAccessibleName('Undo: take network, data and settings of run #1');
  await expect(runs.restoreNetwork).toBeDisabled();
  await bar.undo.click();
  await expect(canvas.block('linear1')).toContainText('3 · x W + b');
  await runs.restore.click();
  await editor.tab('train').click();
  await expect(training.setting('batchSize')).not.toHaveValue('64');
  await expect(canvas.block('linear1')).toContainText('3 · x W + b');
  await bar.undo.click();
  await expect(training.setting('batchSize')).toHaveValue('64');

  await editor.tab('runs').click();
  const csv = (await host.fileFrom(page, () => runs.csv.click())).toString();
  const [header = '', ...lines] = csv.trimEnd().split('\r\n');
  expect(header.split(',')).toEqual(
    expect.arrayContaining(['seed', 'graph', 'validLoss', 'testAccuracy', 'batchSize']),
  );
  expect(lines).toHaveLength(2);
  const zip = unwrap(unzip(await host.fileFrom(page, () => runs.report.click()), 'report'));
  const text = (name: string) => new TextDecoder().decode(zip.get(name));
  expect(text('report.md')).toContain('## Settings that differ');
  for (const [, file = ''] of text('report.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
    expect(text(file)).toMatch(/^<svg /);
  }
  expect([...zip.keys()]).toEqual(expect.arrayContaining(['loss.svg', 'run-1-confusion.svg', 'run-2-loss.svg']));
});

test('lines of a log that are no runs are told of, the others are there', async ({ host }) => {
  const first = await launch(host, '?example=xor');
  const { bar, page, training } = first.editor;
  await host.chooseFile(page, 'garbled.gradwire');
  await first.editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await training.setPace('full');
  await training.setting('epochs').fill('1');
  await bar.trainTo(1);
  // The log is written a moment after the training has come to rest, and by nobody once that window is gone.
  await expect.poll(() => log(page).catch(() => 0)).toBeGreaterThan(0);
  await first.kill();
  const second = await launch(host, '?');
  await log(second.editor.page, '{"id":"x","reports":[{}]}\nhalf a li');
  await second.editor.start.recents.filter({ hasText: 'garbled.gradwire' }).click();
  await expect(second.editor.notices.filter({ hasText: 'runs.jsonl' })).toContainText('were left out (2)');
  await second.editor.tab('runs').click();
  await expect(second.editor.runs.rows).toHaveCount(1);
});

/** The size of the one log that the host keeps; then a text is added to it, where one is given. */
function log(page: Editor['page'], text = ''): Promise<number> {
  return page.evaluate(async (text) => {
    if (window.gradwire) {
      const [recent] = await window.gradwire.request('recent:list');
      const log = { project: recent?.path ?? '', name: 'runs.jsonl' };
      // A project that this window has not opened yet is known to it once it is.
      await window.gradwire.request('file:reopen', { path: log.project });
      const read = await window.gradwire.request('runs:read', log);
      if (read.ok && text !== '') await window.gradwire.request('runs:append', { ...log, text });
      return read.ok ? read.value.length : 0;
    }
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle('runs');
    let size = 0;
    const entries = (runs as unknown as { entries(): AsyncIterable<[string, FileSystemDirectoryHandle]> }).entries();
    for await (const [, folder] of entries) {
      const file = await folder.getFileHandle('runs.jsonl');
      ({ size } = await file.getFile());
      if (text === '') continue;
      const stream = await file.createWritable({ keepExistingData: true });
      await stream.write({ type: 'write', position: size, data: text });
      await stream.close();
    }
    return size;
  }, text);
}

test('a training that another project takes the place of is among the runs of its own', async ({ host }) => {
  const { editor } = await launch(host, '?example=xor');
  const { bar, page, runs, start, training } = editor;
  await host.chooseFile(page, 'first.gradwire');
  await training.setting('epochs').fill('100000');
  await editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(2);
  await editor.drop('other.gradwire', project({ name: 'Other' }));
  await editor.dialogs.discard.click();
  await expect(bar.project).toHaveValue('Other');
  await bar.choose('file', 'start');
  await start.recents.filter({ hasText: 'first.gradwire' }).click();
  await editor.tab('runs').click();
  await expect(runs.rows).toHaveCount(1);
  await expect(runs.row(1)).toContainText('stopped');
});

test('a project that was saved before it was trained is still what its seed makes it', async ({ host }) => {
  const { editor } = await launch(host, '?example=xor');
  const { bar, page, start, training } = editor;
  await training.setting('seed').fill('7');
  await training.setting('seed').press('Enter');
  const seven = await weights(host, editor);
  await editor.press('Control+z');
  await expect(training.setting('seed')).not.toHaveValue('7');
  await host.chooseFile(page, 'fresh.gradwire');
  await editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await bar.choose('file', 'start');
  await start.recents.filter({ hasText: 'fresh.gradwire' }).click();
  await training.setting('seed').fill('7');
  await training.setting('seed').press('Enter');
  await expect.poll(() => weights(host, editor)).toEqual(seven);
});

test('a run tells how it was trained in the end', { tag: '@browser' }, async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('2');
  await bar.trainTo(2);
  await training.setting('batchSize').fill('64');
  await training.setting('epochs').fill('4');
  await training.setting('epochs').press('Enter');
  await bar.trainTo(4);
  await training.setting('batchSize').fill('8');
  await editor.tab('runs').click();
  await runs.open(1);
  await runs.details.getByRole('button', { name: 'Restore settings' }).click();
  await editor.tab('train').click();
  await expect(training.setting('batchSize')).toHaveValue('64');
});
