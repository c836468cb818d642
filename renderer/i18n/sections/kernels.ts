import type { Shape } from '../shape.ts';

export const en = {
  plan: 'Plan',
  train: 'train: many steps, fused',
  infer: 'infer: forward only',
  tape: 'tape: every number, unfused',
  kernels: 'Kernels',
  source: 'GPU.js source',
  compiled: 'Compiled for',
  compile: 'Show what the backend makes of it',
  compiling: 'Compiling…',
  noSource: 'This backend compiles to bytes; there is no text to show.',
  none: 'There is no plan yet',
  noneHint: 'A plan is made as soon as the network is sound and meets its data.',
  blocks: 'used by {{blocks}}',
  bookkeeping: 'bookkeeping of the plan',
} as const;

export const ja: Shape<typeof en> = {
  plan: 'プラン',
  train: 'train: 多くのステップを融合して実行',
  infer: 'infer: 順伝播のみ',
  tape: 'tape: 融合せず、すべての値を残す',
  kernels: 'カーネル',
  source: 'GPU.js のソース',
  compiled: 'コンパイル先',
  compile: 'バックエンドのコードを表示',
  compiling: 'コンパイル中…',
  noSource: 'このバックエンドはバイト列にコンパイルするため、表示できるテキストはありません。',
  none: 'プランはまだありません',
  noneHint: 'ネットワークに誤りがなく、データと合うと、すぐにプランが作られます。',
  blocks: '{{blocks}} で使用',
  bookkeeping: 'プラン自身の処理',
};
