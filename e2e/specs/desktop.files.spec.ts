/** The user's files on the desktop: chosen, saved whole, remembered, handed over, recovered. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fixtureFolder } from '../electron-double/fixture/folder.ts';
import { handedOver, request } from '../hosts/page.ts';
import { answerMessageBoxes, answerOpenDialog, answerSaveDialogs } from '../hosts/scripted.ts';
import { expect, test } from '../hosts.ts';

test.use({ renderer: fixtureFolder });

const wanted = { title: 'Open', filterName: 'Gradwire', extensions: ['gradwire'] };
const save = { ...wanted, path: null as string | null, ask: false, suggestedName: 'xor.gradwire' };

/** A folder for the user's files, beside what the app keeps for itself. */
function work(userData: string): string {
  const folder = path.join(userData, 'work');
  mkdirSync(folder, { recursive: true });
  return folder;
}

test('a new file is saved where the user says, with its extension, and then without asking', async ({ desktop }) => {
  const folder = work(desktop.userData);
  const file = path.join(folder, 'xor.gradwire');
  const { app, page } = await desktop.launch();
  await answerSaveDialogs(app, [null, path.join(folder, 'xor')]);

  expect(await request(page, 'file:save', { ...save, text: 'first' })).toBeNull();
  const saved = { ok: true, value: { path: file, name: 'xor.gradwire' } };
  expect(await request(page, 'file:save', { ...save, text: 'second' })).toEqual(saved);
  expect(readFileSync(file, 'utf8')).toBe('second');

  chmodSync(file, 0o600);
  expect(await request(page, 'file:save', { ...save, path: file, text: 'third, 三' })).toEqual(saved);
  expect(readFileSync(file, 'utf8')).toBe('third, 三');
  expect(readdirSync(folder)).toEqual(['xor.gradwire']);
  expect(await request(page, 'recent:list')).toEqual([{ path: file, name: 'xor.gradwire' }]);
});

test('a file that the completed name would replace is asked about', async ({ desktop }) => {
  const folder = work(desktop.userData);
  writeFileSync(path.join(folder, 'xor.gradwire'), 'old');
  const { app, page } = await desktop.launch();
  await answerSaveDialogs(app, [path.join(folder, 'xor'), path.join(folder, 'xor')]);
  const said = await answerMessageBoxes(app, [1, 0]);
  expect(await request(page, 'file:save', { ...save, text: 'new' })).toBeNull();
  expect(readFileSync(path.join(folder, 'xor.gradwire'), 'utf8')).toBe('old');
  expect(await request(page, 'file:save', { ...save, text: 'new' })).toMatchObject({ ok: true });
  expect(readFileSync(path.join(folder, 'xor.gradwire'), 'utf8')).toBe('new');
  expect((await said())[0]).toContain('xor.gradwire');
});

test('the page can neither read nor write what the user has not chosen', async ({ desktop }) => {
  const folder = work(desktop.userData);
  const file = path.join(folder, 'other.gradwire');
  writeFileSync(file, 'untouched');
  const { page } = await desktop.launch();
  const refused = { ok: false, fault: 'notAllowed' };
  expect(await request(page, 'file:reopen', { path: file })).toMatchObject(refused);
  expect(await request(page, 'file:save', { ...save, path: file, text: 'changed' })).toMatchObject(refused);
  expect(await request(page, 'runs:write', { project: file, name: 'a.jsonl', text: 'x' })).toMatchObject(refused);
  const draft = { id: 'a', name: 'other', path: file, text: '{}' };
  expect(await request(page, 'draft:write', draft)).toMatchObject(refused);
  expect(await request(page, 'file:readBeside', { project: file, path: 'x.csv' })).toMatchObject(refused);
  expect(readFileSync(file, 'utf8')).toBe('untouched');
});

test('a project that was opened brings the files beside it, its runs, and a place among the recent ones', async ({
  desktop,
}) => {
  const folder = work(desktop.userData);
  const project = path.join(folder, 'xor.gradwire');
  writeFileSync(project, '{}');
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(path.join(folder, 'data', 'train.csv'), 'a,b');
  writeFileSync(path.join(desktop.userData, 'secret.csv'), 'secret');
  symlinkSync(path.join(desktop.userData, 'secret.csv'), path.join(folder, 'link.csv'));
  const first = await desktop.launch();
  await answerOpenDialog(first.app, [project]);
  expect(await request(first.page, 'file:open', wanted)).toMatchObject({ ok: true, value: { path: project } });

  const beside = (file: string) => request(first.page, 'file:readBeside', { project, path: file });
  expect(await beside('data/train.csv')).toMatchObject({ ok: true });
  expect(await beside('data/missing.csv')).toMatchObject({ ok: false, fault: 'missing' });
  for (const hostile of ['../secret.csv', 'link.csv', path.join(desktop.userData, 'secret.csv')]) {
    expect(await beside(hostile)).toMatchObject({ ok: false, fault: 'notAllowed' });
  }

  const run = { project, name: 'first/runs.jsonl' };
  expect(await request(first.page, 'runs:append', { ...run, text: '{"epoch":1}\n' })).toMatchObject({ ok: true });
  expect(await request(first.page, 'runs:append', { ...run, text: '{"epoch":2}\n' })).toMatchObject({ ok: true });
  expect(await request(first.page, 'runs:write', { project, name: 'weights.bin', text: 'w' })).toMatchObject({
    ok: true,
  });
  expect(readFileSync(path.join(folder, 'xor.runs', 'first', 'runs.jsonl'), 'utf8')).toBe('{"epoch":1}\n{"epoch":2}\n');
  expect(await request(first.page, 'runs:read', { project, name: 'weights.bin' })).toMatchObject({ ok: true });

  await first.kill();
  const { page } = await desktop.launch();
  expect(await request(page, 'recent:list')).toEqual([{ path: project, name: 'xor.gradwire' }]);
  expect(await request(page, 'file:reopen', { path: project })).toMatchObject({ ok: true });
  await request(page, 'recent:clear');
  expect(await request(page, 'recent:list')).toEqual([]);
});

test('drafts survive the death of the app', async ({ desktop }) => {
  const file = path.join(work(desktop.userData), 'xor.gradwire');
  const first = await desktop.launch();
  await answerSaveDialogs(first.app, [file]);
  await request(first.page, 'file:save', { ...save, text: '{}' });
  await request(first.page, 'draft:write', { id: 'a', name: 'nameless', path: null, text: '{"n":1}' });
  await request(first.page, 'draft:write', { id: 'b', name: 'xor', path: file, text: '{"n":2}' });
  await request(first.page, 'draft:write', { id: 'c', name: 'gone', path: null, text: '{}' });
  await request(first.page, 'draft:remove', { id: 'c' });
  await request(first.page, 'recent:clear');
  writeFileSync(path.join(desktop.userData, 'drafts', 'd.json'), '{"id":"d","na');
  await first.kill();

  const { page } = await desktop.launch();
  const drafts = await request(page, 'draft:list');
  expect(drafts.map(({ id, path: of, text }) => [id, of, text])).toEqual([
    ['b', file, '{"n":2}'],
    ['a', null, '{"n":1}'],
  ]);
  // What is recovered can be saved to its file again.
  expect(await request(page, 'file:save', { ...save, path: file, text: drafts[0]?.text })).toMatchObject({ ok: true });
  expect(readFileSync(file, 'utf8')).toBe('{"n":2}');
});

test('files named at the start wait for the page', async ({ desktop }) => {
  const file = path.join(work(desktop.userData), 'xor.gradwire');
  writeFileSync(file, 'named');
  const { app, page } = await desktop.launch({ files: [file, '--a-switch.gradwire', 'notes.txt'] });
  await expect.poll(() => handedOver(page)).toEqual([['xor.gradwire', 'named']]);
  expect(await request(page, 'file:reopen', { path: file })).toMatchObject({ ok: true });
  expect(app.windows()).toHaveLength(1);
});

test('a second start hands its file to the first and ends', async ({ desktop }) => {
  const file = path.join(work(desktop.userData), 'xor.gradwire');
  const missing = path.join(desktop.userData, 'missing.gradwire');
  writeFileSync(file, 'second');
  const { app, page } = await desktop.launch();
  expect(await desktop.startAgain([path.relative(process.cwd(), file)])).toBe(0);
  await expect.poll(() => handedOver(page)).toEqual([['xor.gradwire', 'second']]);
  expect(await desktop.startAgain([missing])).toBe(0);
  await expect.poll(() => handedOver(page)).toContainEqual([missing, 'missing']);
  expect(app.windows()).toHaveLength(1);
});

test('macOS hands files over in its own way', async ({ desktop }) => {
  const file = path.join(work(desktop.userData), 'xor.gradwire');
  writeFileSync(file, 'mac');
  const { app, page } = await desktop.launch();
  await app.evaluate(({ app }, name) => app.emit('open-file', { preventDefault: () => {} }, name), file);
  await expect.poll(() => handedOver(page)).toEqual([['xor.gradwire', 'mac']]);
});

test('what a disk can refuse comes back as a fault, and leaves nothing behind', async ({ desktop }) => {
  const folder = work(desktop.userData);
  mkdirSync(path.join(folder, 'folder.gradwire'));
  const { app, page } = await desktop.launch();
  await answerSaveDialogs(app, [path.join(folder, 'folder.gradwire'), path.join(folder, 'gone', 'xor.gradwire')]);
  expect(await request(page, 'file:save', { ...save, text: 'x' })).toMatchObject({ ok: false, fault: 'folder' });
  expect(await request(page, 'file:save', { ...save, text: 'x' })).toMatchObject({ ok: false, fault: 'missing' });
  expect(readdirSync(folder)).toEqual(['folder.gradwire']);
  expect(existsSync(path.join(folder, 'gone'))).toBe(false);
  expect(await request(page, 'recent:list')).toEqual([]);
});
