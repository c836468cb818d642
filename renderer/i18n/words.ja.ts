import { fill } from '../../core/problem.ts';

/**
 * The English words and clauses that core puts into its sentences, in Japanese, by the detail they stand for. A name
 * between braces stands for any text, which is translated as the detail of that name where there is one.
 */
export const wordsJa: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  name: { "{type} '{label}'": '{type}「{label}」' },
  base: {
    'the project file': 'プロジェクトファイル',
    'the examples': '例のフォルダー',
  },
  part: { train: '学習', valid: '検証', test: 'テスト' },
  what: { output: '出力', gradient: '勾配', update: '更新後の重み', loss: '損失' },
  known: { none: 'なし', 'those on the canvas': 'キャンバス上のポート' },
  value: { 'an empty cell': '空のセル' },
  path: { 'the file': 'ファイル全体' },
  mend: {
    "units of '{id}' to {count}": '「{id}」のユニット数を {count} にする',
    "the features of '{id}' to {count}": '「{id}」の特徴量の数を {count} にする',
  },
  found: {
    missing: 'なし',
    'real numbers': '実数',
    classes: 'クラス',
  },
  fault: {
    'holds a number outside 0 to 1': '0 から 1 の範囲にない数値があります',
    'adds up to {sum}': '合計が {sum} です',
    'is not described by an object': '説明がオブジェクトではありません',
    "has no '{key}'": '「{key}」がありません',
    "has the unknown dtype '{dtype}'": 'dtype「{dtype}」は使えません',
    'has a dtype that is no name': 'dtype が名前ではありません',
    'has the data type {type}, which is none of float, double and int64':
      'データ型 {type} は使えません (使えるのは float、double、int64)',
    'keeps its numbers in another file': '数値が別のファイルにあります',
    'has {held} numbers, but its shape takes {count}': '数値が {held} 個ありますが、形状では {count} 個です',
    'has a shape that is no list of whole numbers from 0, or is too large':
      '形状が 0 以上の整数の並びではないか、大きすぎます',
    "has 'data_offsets' that are not two whole numbers from 0": '「data_offsets」が 0 以上の整数 2 つではありません',
    'ends at byte {end}, before it begins at {begin}':
      '終わり ({end} バイト目) が始まり ({begin} バイト目) より前にあります',
    'ends at byte {end}, but the data ends at {size}':
      '{end} バイト目で終わるはずですが、データは {size} バイト目で終わっています',
    'takes {count} bytes by its shape, but {held} by its offsets':
      '形状からは {count} バイト、オフセットからは {held} バイトになり、一致しません',
  },
  expected: {
    'a number': '数値',
    'a whole number': '整数',
    'a string': '文字列',
    'a boolean': 'true または false',
    'an array': '配列',
    'an object': 'オブジェクト',
    'a record': 'オブジェクト',
    'true or false': 'true または false',
    'not empty': '空でない値',
    'a number of at least {limit}': '{limit} 以上の数値',
    'a number above {limit}': '{limit} より大きい数値',
    'a number of at most {limit}': '{limit} 以下の数値',
    'at most {limit} characters': '{limit} 文字以内',
    'one of the kinds that are allowed there': 'ここで使える種類のいずれか',
    'one of {values}': '{values} のいずれか',
    'left out: no such setting': 'なし (そのような設定はありません)',
    'classes or probabilities': 'クラスか確率',
    'real numbers': '実数',
    'one row a sample': '1 行が 1 サンプル',
    'rows of one width': '長さのそろった行',
    'a number that 32 bits can hold': '32 ビットで表せる数値',
    'a target for each row': '1 行につき 1 つの目標値',
    'a sound {format} file ({reason})': '正しい {format} ファイル ({reason})',
    'an array in npy, npz, idx or safetensors': 'npy、npz、idx、safetensors のいずれかの配列',
    'an array in npy, npz, idx or safetensors (it is packed more than once)':
      '一度だけ圧縮した npy、npz、idx、safetensors のいずれかの配列',
    "an array of numbers (its dtype is '{dtype}')": '数値の配列 (この配列の dtype は「{dtype}」です)',
    'a {format} file of at most {limit} GB unpacked': '展開後の大きさが {limit} GB 以下の {format} ファイル',
    'a text of at most {limit} MB': '{limit} MB 以下のテキスト',
    'a table of at most {count} columns': '列が {count} 個以下の表',
    'a table (its line {line} is longer than {limit} MB)': '表 ({line} 行目が {limit} MB を超えています)',
    'a PNG or JPEG image': 'PNG か JPEG の画像',
    'an image of at most {limit} megapixels (it is {width} by {height} pixels)':
      '{limit} メガピクセル以下の画像 (この画像は {width} × {height} ピクセルです)',
    'a PNG image that is not interlaced, or has at least 8 bits a sample':
      'インターレースなし、または 1 サンプル 8 ビット以上の PNG 画像',
    'text in UTF-8, UTF-16 or Shift_JIS': 'UTF-8、UTF-16、Shift_JIS のいずれかのテキスト',
  },
  reason: {
    // files and devices
    'it is a folder': 'フォルダーです',
    'it is not a regular file': '通常のファイルではありません',
    'permission was denied': 'アクセスが許可されていません',
    'something else is writing it': 'ほかのプログラムが書き込んでいます',
    'its folder is gone': 'フォルダーがなくなりました',
    'it cannot be read any more': '読み込めなくなりました',
    'there is no space left': '空き容量がありません',
    'the engine stopped': '計算エンジンが停止しました',
    'the worker stopped': 'ワーカーが停止しました',
    'nothing here offers it': 'ここでは提供されていません',
    'the GPU device was lost': 'GPU デバイスが失われました',
    'GPU.js ran {mode} ({kind}) instead': '代わりに {mode} ({kind}) で実行されました',
    'it cannot be parsed': '構文を解釈できません',
    'it ends too early': '途中で途切れています',
    'line {line}, column {column} cannot be read': '{line} 行 {column} 列目の構文が正しくありません',
    'neither chosen by the user nor beside an open project':
      '選択されたファイルでも、開いたプロジェクトと同じ場所のファイルでもありません',
    '{size} bytes, where at most {limit} are allowed': '{size} バイトあり、上限の {limit} バイトを超えています',
    'EACCES: {detail}': 'アクセスが許可されていません (EACCES)',
    'EPERM: {detail}': 'アクセスが許可されていません (EPERM)',
    'EROFS: {detail}': '読み取り専用のディスクです (EROFS)',
    'EISDIR: {detail}': 'フォルダーです (EISDIR)',
    'ENOSPC: {detail}': 'ディスクに空きがありません (ENOSPC)',
    // any file
    'it has more than {count} different values, or long texts': '値が {count} 種類を超えるか、長すぎる値があります',
    'the preprocessing has columns that do not make its features': '前処理の列と特徴量が一致しません',
    'it ends after {count} bytes': '{count} バイトで途切れています',
    'it ends within its header': 'ヘッダーの途中で途切れています',
    'it holds zero bytes': 'NUL 文字が含まれています',
    'unexpected EOF': '途中で途切れています',
    'invalid wire type {type} at offset {offset}': '{offset} バイト目の形式が正しくありません',
    'invalid varint encoding': '数値の表し方が正しくありません',
    'invalid {what}': '圧縮データが壊れています',
    'its checksum is wrong': 'チェックサムが一致しません',
    'its entries overlap': '項目どうしが重なっています',
    "it has an entry named '__proto__'": '「__proto__」という名前の項目があります',
    "two of its entries are named '{entry}'": '「{entry}」という名前の項目が 2 つあります',
    "'{entry}' cannot unpack to the {bytes} bytes that it declares":
      '「{entry}」は、宣言している {bytes} バイトには展開できません',
    'a head within it is too long': '途中のヘッダーが長すぎます',
    // pictures
    'its header names no kind of pixels': 'ヘッダーの画素の種類が正しくありません',
    'its palette lacks a colour': 'パレットにない色が使われています',
    'it is cut short': '途中で途切れています',
    'it holds more pixels than its header says': 'ヘッダーの大きさより多くの画素が含まれています',
    'it holds fewer pixels than its header says': 'ヘッダーの大きさより画素が足りません',
    'it is {width} by {height} pixels': '大きさが {width} × {height} ピクセルです',
    'it declares several sizes': '大きさが複数書かれています',
    'it has no header with its size': '大きさを示すヘッダーがありません',
    // downloads
    'the server announces {count} bytes, more than the file has':
      'サーバーの示した {count} バイトは、ファイルの大きさを超えています',
    'the server sends more than the {count} bytes of the file':
      'サーバーがファイルの {count} バイトを超えて送ってきました',
    'the connection ended after {done} of {total} bytes': '{total} バイトのうち {done} バイトで接続が切れました',
    'the server was silent for {seconds} seconds': 'サーバーから {seconds} 秒間応答がありませんでした',
    'the server leads to a place that is not encrypted': 'サーバーが暗号化されていない場所に転送しました',
    'the server answers {status}': 'サーバーの応答は {status} でした',
    'the server of this page stopped': 'このページのサーバーが停止しました',
    // tables and word vectors
    'its first row names {promised} rows, it holds {count}':
      '先頭の行では {promised} 行ですが、実際には {count} 行あります',
    'its line {line} is longer than {limit} MB': '{line} 行目が {limit} MB を超えています',
    'it ends within word {number}': '{number} 個目の単語の途中で途切れています',
    'the header names {declared} words, the file holds {held}':
      'ヘッダーでは単語が {declared} 個ですが、ファイルには {held} 個あります',
    'the header names {declared} words, and more follows': 'ヘッダーの単語数 {declared} より後にもデータがあります',
    'its first line holds no vector': '先頭の行にベクトルがありません',
    'its vectors have {count} numbers': 'ベクトルが {count} 次元になっています',
    "the vector of word {number}, '{word}', holds {value}":
      '{number} 個目の単語「{word}」のベクトルに {value} が含まれています',
    // arrays
    'its first four bytes name no type and dimensions': '先頭の 4 バイトが型と次元を表していません',
    "it does not begin with '\\x93NUMPY'": '先頭が「\\x93NUMPY」ではありません',
    'its version is {version}, not 1, 2 or 3': 'バージョンが 1、2、3 ではなく {version} です',
    'its header takes {length} bytes, more than {limit}':
      'ヘッダーが {length} バイトあり、上限の {limit} バイトを超えています',
    "its header is no Python dict of 'descr', 'fortran_order' and 'shape'":
      'ヘッダーが「descr」「fortran_order」「shape」からなる Python の辞書ではありません',
    "its shape '{shape}' is too large": '形状 [{shape}] が大きすぎます',
    'its shape [{shape}] is too large': '形状 [{shape}] が大きすぎます',
    'the header names {count} bytes of numbers, the file holds {held}':
      'ヘッダーでは数値が {count} バイトですが、ファイルには {held} バイトあります',
    'the header names {count} numbers, the file holds {held} and {rest} bytes more':
      'ヘッダーでは数値が {count} 個ですが、ファイルには {held} 個と {rest} バイトあります',
    'the header names {count} numbers, the file holds {held}':
      'ヘッダーでは数値が {count} 個ですが、ファイルには {held} 個あります',
    'it holds no array of numbers': '数値の配列がありません',
    // models of other software
    'a {kind} runs past its end': '{kind} が自身の終わりを越えています',
    'a {kind} has wire type {type}': '{kind} の形式 ({type}) が違います',
    'packed numbers run past their end': '詰められた数値が終わりを越えています',
    '{count} bytes are announced where {rest} are left': '{count} バイト続くはずですが、残りは {rest} バイトだけです',
    'it holds no graph': 'グラフがありません',
    'it has {count} outputs, not one': '出力が 1 つではなく {count} 個あります',
    'it has {count} inputs, not one': '入力が 1 つではなく {count} 個あります',
    "no node gives its output '{output}'": '出力「{output}」を計算するノードがありません',
    "its input '{input}' is not [rows, features]": '入力「{input}」の形状が [行数, 特徴量の数] ではありません',
    'it has more than {limit} nodes': 'ノードが {limit} 個を超えています',
    "'{path}' is no {form}": '「{path}」が {form} の形ではありません',
    "'{weight}' has {found} numbers, not {shape}": '「{weight}」の数値は {found} 個で、形状 {shape} と合いません',
    'its columns are not {columns}': '列が {columns} ではありません',
    "the lines of '{weight}' are not in order at row '{row}', column '{column}'":
      '「{weight}」の行の順序が、row「{row}」、column「{column}」で乱れています',
    "'{weight}' holds '{value}'": '「{weight}」に「{value}」が含まれています',
    "the last row of '{weight}' is short": '「{weight}」の最後の行が足りません',
    'it is not JSON': 'JSON ではありません',
    "'{file}' is missing": '「{file}」がありません',
    "it is a '{class}'": '種類が「{class}」です',
    'it has not exactly one output': '出力がちょうど 1 つではありません',
    "its '{field}' is wrong: {detail}": '「{field}」が正しくありません: {detail}',
    "it has no layer '{layer}', its output": '出力となる層「{layer}」がありません',
    "layer '{layer}' reads one that does not come before it": '層「{layer}」が、自分より前にない層を入力にしています',
    "its input '{input}' is not one of [rows, features]": '入力「{input}」の形状が [行数, 特徴量の数] ではありません',
    "the weights of layer '{layer}' are missing or of another shape": '層「{layer}」の重みがないか、形状が違います',
    "it names the shard '{shard}', which is no plain file name": '分割ファイルの名前「{shard}」は使えません',
    "it has no constant '{constant}'": '定数「{constant}」がありません',
    "there is no kernel for '{line}'": '「{line}」のカーネルがありません',
    "'{weight}' has {count} bytes": '「{weight}」が {count} バイトです',
    "'{variable}' is not set in '{call}'": '「{call}」の変数「{variable}」が設定されていません',
    "'{method}' returns nothing": '「{method}」が何も返しません',
    "'self.{layer}' is no layer": '「self.{layer}」は層ではありません',
    "the weights of 'self.{layer}' are missing or of another shape": '「self.{layer}」の重みがないか、形状が違います',
    'it holds more than {count} values': '値が {count} 個を超えています',
    "its shard '{shard}' is missing": '分割ファイル「{shard}」がありません',
    'it names a shard twice': '同じ分割ファイルが 2 度指定されています',
    "weight '{weight}' is not plain float32": '重み「{weight}」が通常の float32 ではありません',
    "weight '{weight}' runs past the end of its shards": '重み「{weight}」が分割ファイルの終わりを越えています',
    '{count} bytes of its shards belong to no weight': '分割ファイルに、どの重みにも属さない {count} バイトがあります',
    // batches
    "'{field}': {detail}": '「{field}」が正しくありません: {detail}',
    'x has shape [{shape}], not [B, F]': 'x の形状が [B, F] ではなく [{shape}] です',
    'x has no rows': 'x に行がありません',
    'x has {rows} rows, target {targets}': 'x は {rows} 行ですが、target は {targets} 行です',
    '{array} has shape [{shape}], which is {count} numbers, but holds {held}':
      '{array} の形状 [{shape}] では数値が {count} 個ですが、実際には {held} 個あります',
    '{array} holds {value}, which 32 bits cannot': '{array} に、32 ビットでは表せない {value} が含まれています',
    // safetensors
    'its header is empty': 'ヘッダーが空です',
    'it is larger than {limit} GB': '{limit} GB を超えています',
    'it holds more than {count} pictures': '画像が {count} 枚を超えています',
    'it is larger than {limit} MB': '{limit} MB を超えています',
    'its header is larger than 100 MB': 'ヘッダーが 100 MB を超えています',
    'its header takes {length} bytes, but only {rest} follow':
      'ヘッダーは {length} バイトのはずですが、残りは {rest} バイトだけです',
    'its header is not UTF-8': 'ヘッダーが UTF-8 ではありません',
    'its header is not JSON': 'ヘッダーが JSON ではありません',
    'its header is not a JSON object': 'ヘッダーが JSON のオブジェクトではありません',
    "its header has the key '{key}' twice": 'ヘッダーにキー「{key}」が 2 つあります',
    "its '__metadata__' is not an object": '「__metadata__」がオブジェクトではありません',
    "its metadata '{key}' is not a string": 'メタデータ「{key}」が文字列ではありません',
    'its {key} metadata is not JSON': 'メタデータ「{key}」が JSON ではありません',
    "its {key} metadata has a wrong '{field}'": 'メタデータ「{key}」の「{field}」が正しくありません',
    'the preprocessing has means and deviations of different length': '前処理の平均と標準偏差の個数が違います',
    "its '{key}' is missing or has another shape": '「{key}」がないか、形状が違います',
    "tensors '{first}' and '{second}' overlap": 'テンソル「{first}」と「{second}」が重なっています',
    "{count} bytes before tensor '{tensor}' belong to none":
      'テンソル「{tensor}」の前に、どれにも属さない {count} バイトがあります',
    "tensor '{tensor}' {fault}": 'テンソル「{tensor}」: {fault}',
    '{count} bytes at its end belong to no tensor': '末尾に、どのテンソルにも属さない {count} バイトがあります',
  },
};

/** A detail of a Problem in Japanese; what has no translation, such as a name or a number, stays as it is. */
export function wordJa(detail: string, value: string): string {
  for (const [sentence, text] of Object.entries(wordsJa[detail] ?? {})) {
    const found = asPattern(sentence).exec(value);
    if (found) return fill(text, mapValues(found.groups ?? {}));
  }
  return value;
}

function mapValues(details: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, wordJa(name, value)]));
}

/** Matches the whole of a text that the sentence gives, its placeholders as named groups. */
function asPattern(sentence: string): RegExp {
  const literal = sentence.replace(/[\\^$.*+?()[\]|]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\{([a-zA-Z]+)\}/g, '(?<$1>.*?)')}$`, 's');
}
