/** The few sentences that main says by itself, where there is no page to say them. */
const texts = {
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    allFiles: 'All files',
    unsavedTitle: 'This window has unsaved work and does not answer.',
    unsavedDetail: 'The last recovery draft will be offered at the next start.',
    closeAnyway: 'Close without saving',
    keepOpen: 'Keep open',
    crashedTitle: 'This window has stopped working.',
    crashedDetail: 'Reloading offers the last recovery draft.',
    reload: 'Reload',
    close: 'Close',
    overwriteTitle: '“{name}” exists already. Replace it?',
    replace: 'Replace',
    cancel: 'Cancel',
  },
  ja: {
    file: 'ファイル',
    edit: '編集',
    view: '表示',
    allFiles: 'すべてのファイル',
    unsavedTitle: 'このウィンドウには保存されていない変更があり、応答していません。',
    unsavedDetail: '復元用の最新の下書きを、次の起動時に開けます。',
    closeAnyway: '保存せずに閉じる',
    keepOpen: '開いたままにする',
    crashedTitle: 'このウィンドウは動作を停止しました。',
    crashedDetail: '再読み込みすると、復元用の最新の下書きを開けます。',
    reload: '再読み込み',
    close: '閉じる',
    overwriteTitle: '「{name}」はすでにあります。置き換えますか？',
    replace: '置き換える',
    cancel: 'キャンセル',
  },
} as const;

export type Texts = { readonly [Key in keyof (typeof texts)['en']]: string };

/** @param locale the system's, such as `ja` or `en-GB` */
export function textsFor(locale: string): Texts {
  return locale.toLowerCase().startsWith('ja') ? texts.ja : texts.en;
}
