export const messages = /** @type {const} */ ({
  en: {
    fromDisk:
      "This page was opened from a file, so queries run in the page itself: it stands still until " +
      "the answer is there, and a query cannot be stopped but by closing the page. On the published " +
      "site, and when the folder is served (“python3 -m http.server”), queries can be stopped.",
    loading: "Loading the query engine and the data …",
    loaded: "Ready: {quads} statements loaded.",
    failed: "The query engine could not be loaded: {reason}",
    failedFromDisk:
      "The query engine could not be loaded: {reason}. Opened from a file, this page needs the " +
      "other files of the site in its folder.",
    running: "Running …",
    start: "Run this query in the page",
    run: "Run query",
    stop: "Stop",
    stopped: "Stopped. The query engine starts afresh.",
    keys: "Ctrl+Enter runs the query, Ctrl+Space suggests terms.",
    editor: "SPARQL query",
    result: "Result",
    rows: "{count} rows in {time} ms",
    rowsOne: "1 row in {time} ms",
    first: "The first {shown} of {count} rows are shown. The download has all.",
    triples: "{count} triples in {time} ms",
    triplesOne: "1 triple in {time} ms",
    yes: "Yes",
    no: "No",
    answered: "Answered in {time} ms",
    errorAt: "Error in line {line}, column {column}: {reason}",
    error: "Error: {reason}",
    service:
      "This query asks another endpoint with SERVICE. The engine in this page asks nobody: send " +
      "the query to a SPARQL endpoint instead.",
    crashed: "The query took more memory than the browser gives. The query engine starts afresh.",
    download: "Download {format}",
    class: "class",
    property: "property",
    concept: "concept",
    prefix: "prefix",
  },
  ja: {
    fromDisk:
      "このページはファイルとして開かれているため、クエリはページの中で直接実行されます。答えが出る" +
      "までページは動かず、クエリを止めるにはページを閉じるしかありません。公開サイト、または" +
      "フォルダーで「python3 -m http.server」を実行して開いたページでは停止できます。",
    loading: "クエリエンジンとデータを読み込んでいます…",
    loaded: "準備完了：{quads}件の文を読み込みました。",
    failed: "クエリエンジンを読み込めませんでした：{reason}",
    failedFromDisk:
      "クエリエンジンを読み込めませんでした：{reason}。ファイルとして開いたこのページには、" +
      "フォルダーにあるサイトのほかのファイルが必要です。",
    running: "実行中…",
    start: "このページでクエリを実行",
    run: "クエリを実行",
    stop: "停止",
    stopped: "停止しました。クエリエンジンを起動し直しています。",
    keys: "Ctrl+Enterでクエリを実行、Ctrl+Spaceで語の候補を表示します。",
    editor: "SPARQLクエリ",
    result: "結果",
    rows: "{count}行（{time}ミリ秒）",
    rowsOne: "1行（{time}ミリ秒）",
    first: "{count}行のうち最初の{shown}行を表示しています。ダウンロードにはすべて含まれます。",
    triples: "{count}トリプル（{time}ミリ秒）",
    triplesOne: "1トリプル（{time}ミリ秒）",
    yes: "はい",
    no: "いいえ",
    answered: "{time}ミリ秒で回答しました",
    errorAt: "{line}行{column}桁目のエラー：{reason}",
    error: "エラー：{reason}",
    service:
      "このクエリはSERVICEで別のエンドポイントに問い合わせます。このページのエンジンは外部に" +
      "問い合わせないため、SPARQLエンドポイントに送信してください。",
    crashed:
      "ブラウザーが許すメモリーを超えました。クエリエンジンを起動し直しています。",
    download: "{format}をダウンロード",
    class: "クラス",
    property: "プロパティ",
    concept: "概念",
    prefix: "接頭辞",
  },
});
