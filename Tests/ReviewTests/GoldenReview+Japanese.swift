extension GoldenReview {
    /// The same review in Japanese.
    static let sampleJapanese = """
        概要
        再審査は強制されません。この金庫の共同署名者のうち3人は署名を直ちに引き渡
        し、2人分の署名があれば送金できます。
        金庫：treasury、第1版、ネットワーク regtest
        定足数：2 of 3、p2wsh
        案件番号：01010101010101010101010101010101
        種類：支払い

        金庫から出る額：3.35012345 BTC (335012345 sat)、送金先3件
        手数料：0.00001855 BTC (1855 sat)、署名後の 371 vB で 5.000 sat/vB
        手数料の割合：金庫から出る額の 0.01 %
        金庫に残る額：0.25985800 BTC (25985800 sat)、出力1件
        使うコイン：3.61000000 BTC (361000000 sat)、2件

        照合語：spider come fork scale cinnamon brass session burger

        本機の指摘事項
        署名不可0件、警告2件、注記1件

        警告 [vault.second-look]
          再審査は強制されません。共同署名者3人は署名を直ちに引き渡し、2人分の署名が
          あれば送金できます。
          -> あなたの署名は、本機を出た時から使うことができます。今、すべてを照合し
             てください。

        警告 [vault.orders-optional]
          この金庫は指図書を必須としていません。この支払いが指図されたことを示すもの
          は、このファイルのほかにありません。
          -> すべての送金先と金額を、手元の紙の指図書と照合してください。

        注記 [journal.first-payment]
          出力0、2、3：送金先3件のうち3件は、本機が支払いを承認したことのないもので
          す。
          -> これらのアドレスは特に念入りに照合してください。本機には、確かめる手が
             かりがありません。

        送金先 1/3（出力0）
          bcrt 1qj4 wene xg9z zj7k af7w dj4u 5mnh
          wwx7 ku33 gjrg
        金額：2.50000000 BTC
              250000000 sat
        指図書の行：なし

        送金先 2/3（出力2）
          bcrt 1p58 wmh7 z7uz wy9s 60yc 30q8 rsfw
          5gjm as2d jsrr jnlx 3x9x wmt8 lqhl vezz
        金額：0.75000000 BTC
              75000000 sat
        指図書の行：なし

        送金先 3/3（出力3）
          mp7G LQwj qgBZ JJgM xsCu fL2j pq2i r715
          VM
        金額：0.10012345 BTC
              10012345 sat
        指図書の行：なし

        お釣り 1/1（出力1）
          bcrt 1qkl aygz f7d5 waqj vl2l ul2a afh4
          29l2 xkqk rszf j537 ejzm hu8a xs9c k0cp
        金額：0.25985800 BTC
              25985800 sat
        自分の金庫：登録済みの金庫から 1/0 で導出しました（お釣り側）

        使うコイン
        入力0：a78f0ce526bcc2adb2d356af15b4d46f5b6aee347dd86125f4806e23ffef4b12:0
          1.62000000 BTC (162000000 sat)、前の取引の全体で証明済み
          自分の金庫：登録済みの金庫から 0/1 で導出しました
          シーケンス 0xfffffffd
        入力1：80e4d8e844650c0e091b0b9fe098a5723976d09b9418e822fafa789df0fbfb98:1
          1.99000000 BTC (199000000 sat)、前の取引の全体で証明済み
          自分の金庫：登録済みの金庫から 0/2 で導出しました
          シーケンス 0xfffffffd

        時期と差し替え
        ロックタイム：なし。取引は直ちにブロックに入ることができます。
        差し替え：入力2件のうち2件が、承認されるまでは手数料のより高い取引でこの取引
        を差し替えられると示しています（BIP-125）。
        案件の有効期間：開始は定めなし、終了は定めなし

        照合語とダイジェスト
        照合語：spider come fork scale cinnamon brass session burger
        案件ダイジェスト：
          40848957773019b3f4b9c0361dc32ae617401c9e3fd439c97f9f6541d5cd314f
        金庫ダイジェスト：
          e1eaca32c06ad9cf5ff1c0b48e0b7970f7151a01d7e7b9b13cf75499f501230e
        txid：4c318affd678af71288835f9ffcff9e31c8931df32503be6cd49d5ebf12c7e76
        署名前の取引：
          b7fd5cfe76c275bd087308ad2e435a2070a7e92b7939713a74a959cdb1593b17
        指図書：なし
        確認が必要な署名者（全員）：alice、bob、carol
        """
}
