import type { ProblemCode, ProblemText } from '../../core/problem.ts';

/** What core says in English, in Japanese. The names of blocks, ports, parameters and files stand in 「」. */
export const problemsJa: Readonly<Record<ProblemCode, ProblemText>> = {
  // files
  fileMissing: {
    message: 'ファイル「{file}」が見つかりません。',
    hint: 'パスを確かめてください。{base}からの相対パスです。',
  },
  fileUnreadable: {
    message: 'ファイル「{file}」を読み込めません: {reason}。',
    hint: 'ファイルのアクセス権を確かめてください。',
  },
  fileUnwritable: {
    message: 'ファイル「{file}」に書き込めません: {reason}。',
    hint: '別の保存先を選んでください。',
  },
  dropNotKept: {
    message: 'ドロップしたファイル「{file}」は保持できません。',
    hint: '代わりに「ファイルを選ぶ」ボタンで選んでください。',
  },
  fileFormat: {
    message: 'ファイル「{file}」の形式が違います。必要なのは次の形式です: {expected}。',
    hint: 'csv、tsv、npy、npz、idx、safetensors のいずれかの形式で保存し直してください。',
  },
  notJson: {
    message: '「{file}」は JSON ではありません: {reason}。',
    hint: 'Gradwire で保存したファイルを開くか、その箇所の JSON を直してください。',
  },
  notGradwire: {
    message: '「{file}」は Gradwire のプロジェクトではありません。"format" の値: {found}。',
    hint: '"format" が "gradwire" のファイルを開いてください。',
  },
  newerVersion: {
    message:
      '「{file}」はバージョン {version} のファイルです。この Gradwire が読めるのはバージョン {supported} までです。',
    hint: 'Gradwire を更新してから開いてください。',
  },
  invalidField: {
    message: 'プロジェクトの「{path}」が正しくありません。現在: {found}、正しくは: {expected}。',
    hint: '「{path}」を次のように直してください: {expected}。',
  },
  // the graph
  badId: {
    message: 'ブロック名「{id}」は使えません。',
    hint: '英字で始め、続けて 39 文字までの英数字かアンダースコアを使ってください。',
  },
  duplicateId: { message: '「{id}」という名前のブロックが 2 つあります。', hint: 'どちらかの名前を変えてください。' },
  unknownBlock: {
    message: 'ブロック「{id}」の種類「{type}」は存在しません。',
    hint: '次のいずれかを使うか、このプロジェクトを作った Gradwire で開いてください: {known}。',
  },
  unknownParam: {
    message: '{name}に「{param}」というパラメータはありません。',
    hint: '取り除くか、次のいずれかを使ってください: {known}。',
  },
  paramType: {
    message: '{name}のパラメータ「{param}」が正しくありません。現在: {found}、正しくは: {expected}。',
    hint: '「{param}」には次の値を指定してください: {expected}。',
  },
  paramRange: {
    message: '{name}のパラメータ「{param}」の値 {value} は、{min} から {max} の範囲にありません。',
    hint: '「{param}」には {min} から {max} までの数値を指定してください。',
  },
  wireEnd: {
    message: '「{from}」から「{to}」へのワイヤの端「{end}」が存在しません。',
    hint: 'ワイヤを削除するか、存在するポートにつないでください。つなげるポート: {known}。',
  },
  duplicateWire: {
    message: '「{from}」から「{to}」へのワイヤが 2 本あります。',
    hint: 'どちらか 1 本を削除してください。',
  },
  cycle: {
    message: 'ワイヤが循環しています: {path}。',
    hint: 'このうち 1 本を削除してください。信号は入力から損失へ一方向に流れる必要があります。',
  },
  unwired: {
    message: '{name}のポート「{port}」に何もつながっていません。',
    hint: '「{id}.{port}」に出力をつなぐか、このブロックを削除してください。',
  },
  portTaken: {
    message: '{name}のポート「{port}」にワイヤが {count} 本つながっています ({sources})。つなげるのは 1 本だけです。',
    hint: '1 本を残して削除するか、Add か Concat のブロックでまとめてください。',
  },
  portOccupied: {
    message: '{name}のポート「{port}」には、すでに「{source}」からのワイヤがあります。',
    hint: 'そのワイヤを先に削除するか、Add か Concat のブロックで 2 つをまとめてください。',
  },
  addShapes: {
    message:
      '{name}に届く特徴量の数が違います。「{first}」からは {firstFeatures} 個、「{other}」からは {otherFeatures} 個です。',
    hint: '「{mend}」のユニット数を {units} にするか、Concat ブロックで 2 つをつないでください。',
  },
  addShapesFixed: {
    message:
      '{name}に届く特徴量の数が違います。「{first}」からは {firstFeatures} 個、「{other}」からは {otherFeatures} 個です。',
    hint: '「{other}」の後ろにユニット数 {firstFeatures} の Linear ブロックを置くか、Concat ブロックで 2 つをつないでください。',
  },
  targetIntoBlock: {
    message: '{name}の入力に、「{source}」の目標値がつながっています。',
    hint: '目標値は、損失ブロックのポート「target」にだけつないでください。',
  },
  notTarget: {
    message: '{name}のポート「target」につながっている「{source}」は、目標値ではありません。',
    hint: 'Input ブロックの「target」をつないでください。',
  },
  lossNotLast: {
    message: '{name}の入力に、損失「{source}」がつながっています。',
    hint: '損失はネットワークの終点です。このワイヤを削除してください。',
  },
  needsProbabilities: {
    message: '{name}は確率を受け取りますが、「{source}」の出力は確率ではなく、範囲に制限のない数値です。',
    hint: '手前に Softmax ブロックを置くか、「from」を auto にしてください。',
  },
  noInput: {
    message: 'ネットワークに Input ブロックがありません。',
    hint: 'Input ブロックを追加してください。ここからデータが入ります。',
  },
  severalInputs: {
    message: 'ネットワークに Input ブロックが {count} 個あります: {names}。',
    hint: '1 つだけ残してください。その出力は、いくつものブロックにつなげます。',
  },
  noLoss: {
    message: 'ネットワークに損失のブロックがないため、学習できません。',
    hint: '最後に CrossEntropy (分類) か MeanSquaredError (回帰) のブロックを追加してください。',
  },
  severalLosses: {
    message: 'ネットワークに損失のブロックが {count} 個あります: {names}。',
    hint: '1 つだけ残してください。',
  },
  unusedBlock: {
    message: '{name}の出力は損失まで届いていません。',
    hint: '出力を先へつなぐか、このブロックを削除してください。',
  },
  noWeights: {
    message: '学習するものがありません。損失より前に、重みを持つブロックがありません。',
    hint: '入力と損失の間に Linear ブロックを置いてください。',
  },
  tooLarge: {
    message:
      'ネットワークに約 {needed} のメモリが必要です (パラメータ {parameters} 個)。1 ページで使える {limit} を超えています。',
    hint: '最も大きいのは {name}です。ユニット数かバッチサイズを小さくしてください。',
  },
  // the data
  noData: {
    message: 'プロジェクトにまだデータがありません。',
    hint: '「データ」パネルで選ぶか、「--data FILE」で指定してください。',
  },
  dataTooLarge: {
    message: 'データがメモリに収まりません。',
    hint: '使う列か行を減らして、もう一度読み込んでください。',
  },
  engineDied: {
    message: '計算が途中で止まりました: {reason}。',
    hint: 'メモリが足りないのかもしれません。行数、バッチサイズ、ネットワークのいずれかを小さくして、もう一度試してください。',
  },
  manyClasses: {
    message: '「{file}」の目標値は {count} クラスになります。上限は {most} です。',
    hint: '数値を予測するのであれば、タスクを「回帰」にしてください。そうでなければ、別の列を目標値に選んでください。',
  },
  noTarget: {
    message: 'データ「{file}」に目標値がありません。',
    hint: '学習には目標値が必要です。目標値を指定してください。',
  },
  featuresMismatch: {
    message: '{name}の特徴量は {expected} 個ですが、データの特徴量は {found} 個です。',
    hint: '「{id}」の特徴量の数を {found} にしてください。',
  },
  classesMismatch: {
    message: 'データのクラスは {classes} 個ですが、「{source}」から{name}に届く特徴量は {features} 個です。',
    hint: '「{mend}」のユニット数を {classes} にしてください。',
  },
  targetWidth: {
    message: '目標値は {found} 列ですが、「{source}」から{name}に届く特徴量は {features} 個です。',
    hint: '「{mend}」のユニット数を {found} にしてください。',
  },
  targetKind: {
    message: '{name}に必要な目標値は{expected}ですが、データの目標値は{found}です。',
    hint: '{instead} を使うか、別のデータを使ってください。',
  },
  targetOutside: {
    message: '行 {row} の目標値 {value} は、0 から {last} までのクラス番号ではありません。',
    hint: 'クラスに 0 からの番号を付けるか、最後のブロックのユニット数を増やしてください。',
  },
  notClassNumber: {
    message: '「{file}」の行 {row} の目標値 {value} はクラスの番号ではありません。番号は 0、1、2、… です。',
    hint: '数値を予測するのであれば、タスクを「回帰」にしてください。クラスであれば、名前を付けてください。',
  },
  targetWords: {
    message: '「{file}」の目標値は「{value}」などの文字列ですが、予測するのは数値です。',
    hint: '数値の列を目標値に選ぶか、クラスを学習する CrossEntropy ブロックを最後に置いてください。',
  },
  unknownClass: {
    message: '「{file}」の行 {row} の目標値「{value}」は、このモデルのクラスにありません。',
    hint: 'このモデルのクラス: {known}。',
  },
  emptyCell: {
    message: '「{file}」の行 {row}、列「{column}」は{value}です。',
    hint: 'セルに値を入れるか、データパネルの列の選択肢 (プロジェクトでは「missing」) で欠損値の扱いを選んでください。',
  },
  notCategories: {
    message: '「{file}」の列「{column}」はカテゴリーとして読めません: {reason}。',
    hint: 'この列を特徴量から外してください。',
  },
  unknownCategory: {
    message: '「{file}」の行 {row}、列「{column}」の値「{value}」は、学習に使ったカテゴリーにありません。',
    hint: 'どのカテゴリーでもない値として扱います。学習に使ったカテゴリー: {known}。',
  },
  nothingToFill: {
    message: '「{file}」の列「{column}」には、欠損値を埋めるのに使える数値が学習データにありません。',
    hint: 'この列を特徴量から外すか、学習データの行を増やしてください。',
  },
  allLeftOut: {
    message: '「{file}」はどの行にも欠損値があるため、すべての行が除かれました。',
    hint: '欠損値を埋める設定にするか、欠損の多い列を特徴量から外してください。',
  },
  rowsLeftOut: {
    message: '「{file}」の欠損値のある行を、学習時と同じように除きました: {count} 行。',
    hint: 'セルに値を入れるか、欠損値を埋める設定で学習してください。',
  },
  tooManyNumbers: {
    message: '「{file}」の {rows} 行 × 特徴量 {features} 個は数値 {numbers} 個になり、上限の {most} 個を超えます。',
    hint: 'カテゴリーの列か行を減らしてください。',
  },
  targetNotProbabilities: {
    message: '行 {row} の目標値は確率ではありません: {fault}。',
    hint: '各行の値は 0 から 1 までの数値で、合計が 1 になるようにしてください。',
  },
  columnMissing: {
    message: '「{file}」に「{column}」という列がありません。',
    hint: 'このファイルの列: {known}。',
  },
  notNumeric: {
    message: '「{file}」の行 {row}、列「{column}」の値 {value} は数値ではありません。',
    hint: 'セルを直すか、この列を特徴量から外してください。',
  },
  notFiniteCell: {
    message: '「{file}」の行 {row}、列 {column} の値 {value} は有限の数値ではありません。',
    hint: '有限の数値に置き換えてください。',
  },
  decimalComma: {
    message: '「{file}」の行 {row}、列「{column}」の {value} は、小数点の位置がカンマになっています。',
    hint: '小数点に「.」を使って、ファイルを保存し直してください。',
  },
  vectorLength: {
    message: '「{file}」の {line} 行目の数値は {found} 個ですが、ベクトルは {expected} 次元です。',
    hint: 'その行を直すか、配布されたままの単語ベクトルを使ってください。',
  },
  vectorCell: {
    message: '「{file}」の {line} 行目、{column} 列目は {value} ですが、数値が必要です。',
    hint: 'その行を直すか、配布されたままの単語ベクトルを使ってください。',
  },
  noWordKnown: {
    message: '「{file}」の行 {row} には、ベクトルのある単語がありません: {text}。',
    hint: 'この行はすべて 0 として扱います。行を直すか、その単語を含むベクトルを使ってください。',
  },
  noVectors: {
    message: '「{vectors}」には、「{file}」の単語のベクトルが 1 つもありません。',
    hint: '同じ言語の単語ベクトルを使ってください。',
  },
  noRowsKept: {
    message: '絞り込みの結果、「{file}」の行がなくなりました。列「{column}」に、指定された値がありません。',
    hint: '絞り込みの列と値を確かめてください。',
  },
  downloadFailed: {
    message: '「{file}」を取得できませんでした: {reason}。',
    hint: 'もう一度試すと、途中から続きを取得します。',
  },
  downloadWrong: {
    message: '「{file}」として取得したものは別のファイルです。チェックサムが一致しません。',
    hint: '時間をおいて試すか、ミラーから取得してください。',
  },
  downloadCancelled: {
    message: '「{file}」の取得を中止しました。',
    hint: 'もう一度取得すると、途中から続きます。',
  },
  notInCatalogue: {
    message: 'カタログにファイル「{file}」はありません。',
    hint: 'カタログのデータセット: {known}。',
  },
  notFetched: {
    message: 'カタログのデータセット「{id}」は、このコンピューターにまだありません。',
    hint: 'データパネルのカタログでダウンロードするか、「gradwire fetch {id}」を実行してください。',
  },
  noCatalogueHost: {
    message: 'このページの配信元は、データセットをダウンロードできません。',
    hint: '「npm start」で Gradwire を起動するか、代わりにファイルを開いてください。',
  },
  readingCancelled: {
    message: '「{file}」の読み込みを中止しました。',
    hint: '必要になったら、もう一度読み込んでください。',
  },
  noImages: {
    message: '「{file}」に、クラス名のフォルダーに入った PNG・JPEG 画像がありません。',
    hint: 'クラスごとのフォルダー (cats/1.png、dogs/1.png など) を含むフォルダーか、その zip を指定してください。',
  },
  tooManyImages: {
    message: '「{file}」の画像 {count} 枚は数値 {numbers} 個になり、上限の {most} 個を超えます。',
    hint: '画像を小さくするかグレーにするか、枚数を減らしてください。',
  },
  rowLength: {
    message: '「{file}」の行 {row} のセルは {found} 個ですが、表の列は {expected} 個です。',
    hint: 'その行か、引用符を直してください。',
  },
  badQuotes: {
    message: '「{file}」の {line} 行目で始まる引用符が、閉じられていないか、セルの途中で閉じられています。',
    hint: '引用符を閉じ、セルの中の引用符は 2 つ重ねるか、引用符を使わない設定で読み込んでください。',
  },
  emptyData: { message: '「{file}」に行がありません。', hint: '1 行以上のデータがあるファイルを指定してください。' },
  rowsDiffer: {
    message: '行数が違います。x は「{file}」に {rows} 行、目標値は「{other}」に {targets} 行あります。',
    hint: '行数が同じファイルを指定してください。',
  },
  arrayMissing: {
    message: '「{file}」に配列「{key}」がありません。',
    hint: '# の後ろに次のいずれかを指定してください: {known}。',
  },
  arrayChoice: {
    message: '「{file}」には複数の配列があります: {known}。',
    hint: '「{file}#{first}」のように、# の後ろに 1 つ指定してください。',
  },
  arrayShape: {
    message: '「{file}」の配列の形状は [{shape}] ですが、次の形状が必要です: {expected}。',
    hint: '次の形状の配列を指定してください: {expected}。',
  },
  badShares: {
    message: '分割の割合の合計が 1 ではなく {sum} です。',
    hint: '学習、検証、テストの割合の合計を 1 にしてください。',
  },
  emptyPart: {
    message: '{part}データに行がありません。',
    hint: '割合を増やすか、もっと多くのデータを使ってください。',
  },
  badDerive: {
    message: '派生入力「{input}」を読み取れません。',
    hint: 'x1、x1^2、x1*x2、sin(x1)、cos(x1) の形で書いてください (x1 から x{count} まで)。',
  },
  badRows: {
    message: '行「{rows}」は 0 から {last} の範囲にありません。',
    hint: '「0-3」のように、行か行の範囲を指定してください。',
  },
  badBatch: {
    message: 'このバッチは使えません: {reason}。',
    hint: '{"x": {"shape": [B, F], "data": […]}, "target": …} の形で指定してください。',
  },
  // weights
  badSafetensors: {
    message: '「{file}」は正しい safetensors ファイルではありません: {reason}。',
    hint: '重みを保存し直してください。',
  },
  weightMissing: {
    message: '{name}に必要な重み「{weight}」がありません。',
    hint: 'このネットワークの重みを指定してください。',
  },
  weightShape: {
    message:
      '{name}には「{source}」から {features} 個の特徴量が届くため、「{weight}」の形状は [{expected}] ですが、読み込んだ重みの形状は [{found}] です。',
    hint: '{mend}か、この重みをリセットしてください。',
  },
  weightExtra: {
    message: '重み「{weight}」に対応するブロックが、このネットワークにありません。',
    hint: 'このネットワークの重みかどうかを確かめてください。',
  },
  weightNotFinite: {
    message: '読み込んだ重み「{weight}」に {value} が含まれています。',
    hint: 'すべての値が有限の重みを指定してください。',
  },
  notCheckpoint: {
    message: '「{file}」には重みがありますが、学習の途中経過がありません。',
    hint: 'チェックポイントから再開するか、この重みから学習を始めてください (--init)。',
  },
  checkpointOptimizer: {
    message: 'チェックポイントの最適化手法は {found} ですが、プロジェクトの最適化手法は {expected} です。',
    hint: '最適化手法を {found} にするか、その重みから学習を始めてください (--init)。',
  },
  badRunLines: {
    message: '「{file}」に学習の記録として読めない行が {count} 行あり、除きました: {lines} 行目。',
    hint: 'ほかの学習は読み込みました。これらの行を直すか、削除してください。',
  },
  // models to and from other software
  badModel: {
    message: '「{file}」は正しい {format} ファイルではありません: {reason}。',
    hint: 'モデルをもう一度書き出してください。',
  },
  unknownOp: {
    message: '「{file}」のノード「{node}」にある「{op}」は、対応するブロックがない使い方です。',
    hint: '取り込めるもの: {known}。',
  },
  notClassifier: {
    message: '{name}の出力はクラスではなく値なので、確率もロジットもありません。',
    hint: '最後のブロックの出力をそのまま使う (--output を付けない) か、後ろに CrossEntropy の損失を置いてください。',
  },
  noLogits: {
    message: '{name}の確率の前にロジットがありません。',
    hint: '最後のブロックの出力をそのまま使う (--output を付けない) か、ネットワークの最後を Softmax ブロックにしてください。',
  },
  exportDiffers: {
    message: '{format} として書き出した内容を読み戻すと、{rows} 行での出力が最大 {difference} 違います。',
    hint: '重みが大きすぎる可能性があります。学習率を下げて学習し直すか、別の形式を使ってください。',
  },
  filesBeside: {
    message: '「{file}」の重みは別のファイルにあります: {names}。',
    hint: '「{file}」とこれらのファイルを一緒に選ぶかドロップしてください。フォルダーのままドロップするか、1 つの zip にまとめても取り込めます。',
  },
  scalingLeft: {
    message: '「{file}」のネットワークは行の標準化も行いますが、ここではデータの側で標準化します。',
    hint: 'データの標準化を有効にするか、平均と標準偏差を含む重みファイルで予測してください。',
  },
  noProject: {
    message: '「{file}」には重みがありますが、ネットワークがありません。',
    hint: '重みが属するプロジェクトを指定してください (--project)。',
  },
  // running
  notFinite: {
    message: 'エポック {epoch}、ステップ {step} で学習を停止しました。{name}の{what}が有限の値ではなくなりました。',
    hint: '学習率を下げるか、勾配クリップを設定してください。有限だった最後の重みは残してあります。',
  },
  backendMissing: {
    message: 'バックエンド「{backend}」はこの環境では使えません: {reason}。',
    hint: '次のいずれかを使ってください: {known}。',
  },
};
