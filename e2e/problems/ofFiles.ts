/** What is wrong with a file, whatever it holds. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dropped, file, project, type Way } from './way.ts';

export const ofFiles = {
  fileMissing: {
    reach: dropped({ data: { source: { kind: 'table', path: 'gone.csv', target: 'y' } } }),
    place: 'problems',
    en: "The file 'gone.csv' was not found.",
    ja: 'ファイル「gone.csv」が見つかりません。',
  },
  fileUnreadable: {
    host: 'desktop',
    reach: async ({ editor, host }) => {
      mkdirSync(path.join(host.userData, 'folder.csv'));
      const data = { source: { kind: 'table', path: 'folder.csv', target: 'y' } };
      await host.chooseFile(editor.page, 'strange.gradwire', Buffer.from(project({ data })));
      await editor.bar.choose('file', 'open');
      // A project that opens brings the tab of its training to the front.
      await editor.mention('strange.gradwire').waitFor();
    },
    place: 'problems',
    en: /^The file '.*folder\.csv' cannot be read: it is a folder\.$/,
    ja: '',
  },
  badRunLines: {
    host: 'desktop',
    reach: async ({ editor, host }) => {
      mkdirSync(path.join(host.userData, 'logged.runs'));
      writeFileSync(path.join(host.userData, 'logged.runs', 'runs.jsonl'), 'no run\n');
      await host.chooseFile(editor.page, 'logged.gradwire', Buffer.from(project({})));
      await editor.bar.choose('file', 'open');
    },
    place: 'notice',
    en: "Lines of 'runs.jsonl' that are no runs were left out (1): 1.",
  },
  fileUnwritable: {
    reach: async ({ editor, host }) => {
      await host.chooseFile(editor.page, 'locked.gradwire');
      await editor.page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        const taken = await folder.getFileHandle('locked.gradwire', { create: true });
        await taken.createWritable({ mode: 'exclusive' } as FileSystemCreateWritableOptions);
      });
      await editor.bar.choose('file', 'saveAs');
    },
    place: 'notice',
    en: "The file 'locked.gradwire' cannot be written: something else is writing it.",
    ja: 'ファイル「locked.gradwire」に書き込めません: ほかのプログラムが書き込んでいます。',
  },
  dropNotKept: {
    host: 'desktop',
    reach: file('dropped.csv', 'a,b,y\n1,2,no\n3,4,yes\n'),
    place: 'notice',
    en: "The dropped file 'dropped.csv' cannot be kept.",
  },
  fileFormat: {
    reach: file('cut.npy', Buffer.from('\x93NUMPY\x01\0', 'latin1')),
    place: 'notice',
    en: "The file 'cut.npy' is not a sound npy file (it ends after 8 bytes).",
    ja: 'ファイル「cut.npy」の形式が違います。必要なのは次の形式です: 正しい npy ファイル (8 バイトで途切れています)。',
  },
  notJson: {
    reach: file('torn.gradwire', '{ "format": "gradwire", '),
    place: 'notice',
    en: "'torn.gradwire' is not JSON: line 1, column 25 cannot be read.",
    ja: '「torn.gradwire」は JSON ではありません: 1 行 25 列目の構文が正しくありません。',
  },
  notGradwire: {
    reach: file('other.json', '{ "format": "other" }'),
    place: 'notice',
    en: `'other.json' is not a Gradwire project: its "format" is "other".`,
  },
  newerVersion: {
    reach: file('strange.gradwire', project({ version: 99 })),
    place: 'notice',
    en: "'strange.gradwire' has version 99; this Gradwire reads up to version 1.",
    ja: '「strange.gradwire」はバージョン 99 のファイルです。この Gradwire が読めるのはバージョン 1 までです。',
  },
  invalidField: {
    reach: file('strange.gradwire', project({ training: { epochs: 'many' } })),
    place: 'notice',
    en: `'training.epochs' in the project is "many", not a number.`,
    ja: 'プロジェクトの「training.epochs」が正しくありません。現在: "many"、正しくは: 数値。',
  },
} as const satisfies Record<string, Way>;
