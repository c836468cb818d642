import { list, type Vocabulary } from './vocabulary.ts';

export const japanese: Vocabulary = {
  topics: {
    b: {
      noun: list(`株価 株式 債券 市場 利益 決算 収益 投資家 ドル ユーロ 物価 経済 工場 輸出 石油 税金 予算 融資 借金 賃金
        雇用 航空 配当 通貨 需要 為替 景気 資金`),
      verb: list('上昇 下落 急落 回復 買収 売却 投資 増加 減少 予測'),
      adjective: list('四半期 年間 財政 低調 好調 安値 高値 産業'),
    },
    t: {
      noun: list(`電話 端末 アプリ ソフト ブラウザ ロボット 半導体 サーバー クラウド パスワード 衛星 望遠鏡 電池 画面
        パソコン センサー コード キーボード サイト 回線 電波 通信`),
      verb: list('発表 更新 侵入 出荷 暗号化 搭載 接続 検索'),
      adjective: list('携帯 無線 電子 高速 仮想 太陽'),
    },
    e: {
      noun: list(`俳優 女優 歌手 アルバム 映画 続編 予告 コンサート ツアー 音楽祭 受賞 ドラマ 監督 共演 結婚 ファン 歌 衣装
        喜劇 舞台 踊り ギター 脚本 漫画`),
      verb: list('熱唱 公開 出演 離婚 撮影 披露 引退 感動'),
      adjective: list('有名 華麗 人気 恋愛 満員 豪華'),
    },
    m: {
      noun: list(`病院 医師 患者 ワクチン 風邪 がん 糖尿病 薬 治療 手術 食事 肥満 心臓 脳 流行 看護師 感染 血液 症状 睡眠
        妊婦 肺`),
      verb: list('予防 診断 接種 完治 検査 悪化'),
      adjective: list('慢性 重症 健康 深刻 医療'),
    },
  },
  shared: {
    noun: list('報告 今年 今週 計画 世界 都市 人々 合意 話題 記録 最後 会議 一覧 問題 影響'),
    verb: list('開始 終了 注目 警告 勝利 延期 決定 判明'),
    adjective: list('最新 大型 最高 早期 主要 次期'),
  },
  trades: [list('銀行 保険 証券 自動車 商社'), list('劇団 放送局 出版社 楽団 美術館')],
  titles: [
    '{name}の{noun}{verb}、{name}の{adjective}{noun}',
    '{adjective}{noun}、{name}で{noun}を{verb}',
    '{noun}{verb}、{name}と{name}の{noun}',
    '{name}の{adjective}{noun}、{noun}{number}{verb}',
    'なぜ{noun}は{verb}、{name}・{name}',
    '{noun}と{noun}を{verb}「{name}・{name}」',
    '{name}、{name}{noun}で{noun}{verb}',
    '{name}・{name}、{adjective}{noun}を{verb}',
  ],
  meetings: [
    '{first}と{second}、{name}で{name}と{verb}',
    '{name}の{first}、{name}の{second}と{verb}',
    '{first}が{second}に{name}・{name}を{verb}',
  ],
  syllables: list(
    'カロ リン マル デブ オス ティ ベル ギェ スル ヴォ プレ イル タン ウェ モリ ゼル フェ ドラ クィ ネス',
  ),
  capital: (text) => text,
};
