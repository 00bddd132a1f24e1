import BitcoinPrimitives
import ByteCoding

/// The ceremony in Japanese.
enum JapaneseCeremony {
    static func text(_ phrase: CeremonyPhrase) -> String {
        switch phrase {
        case .machineDrawn(let commitment):
            "本機が受け持つ乱数を決めました。以後は変更できません。そのSHA-256は次のとおりです。\n"
                + commitment.hex
                + "\n作業を始める前に、先頭の数文字を書き留めてください。"
        case .diceAlone:
            "単語はサイコロの目だけから作られ、本機の乱数は使われません。目を知った人は鍵を手に入れます。終わったら、控えの紙を焼却してください。"
        case .howTo(let throwing, let fewest): howTo(throwing, fewest)
        case .soFar(let count, let millibits, let missing):
            "\(count)回：偏りがなければ最大\(bits(millibits))ビットです。"
                + (missing > 0 ? "あと\(missing)回必要です。" : "必要な回数に達しました。さらに続けても差し支えありません。")
        case .throwsPrompt(let next): "\(next)回目から（表示されません。Enterキーだけで終了）："
        case .throwsTitle(let first, let last): "\(first)回目から\(last)回目まで。紙の控えと照合してください："
        case .throwsAccept(let word):
            "すべて正しければ「\(word)」と入力してください。それ以外を入力すると、最初から入力し直します："
        case .throwsAgain: "最初からすべて入力し直してください。"
        case .wordsIntroduction(let count):
            "これから\(count)個の単語を4個ずつ表示します。番号とともに紙に書き取ってください。画面をほかの人に見せず、カメラを近くに置かず、"
                + "撮影もしないでください。次に進むと画面は消去され、後ですべての単語を入力していただきます。"
        case .wordsPrompt: "周りに人がおらず、紙とペンがあることを確かめてから、Enterキーを押してください："
        case .wordsTitle(let first, let last, let count): "単語 \(first)～\(last)（全\(count)個）："
        case .secretPagePrompt: "Enterキーを押すと、この画面は消去されます："
        case .recipeTitle: "別のソフトウェアで単語を計算し直すための値です。単語と同じく秘密です。"
        case .recipeMachine: "R（本機の乱数）："
        case .recipeFormula(let method, let bytes):
            "エントロピー = 次の値の先頭\(bytes)バイト：HMAC-SHA512(鍵 R,\n\"rensho/entropy/v1\" 00 \"\(method)\" 00 入力した結果)"
        case .quizIntroduction:
            "紙に書いた単語を、一つずつ、または続けて入力してください。Enterキーだけを押すと、すべての単語をもう一度表示します。"
        case .quizPrompt(let number, let count): "\(count)個中\(number)番目の単語（表示されません）："
        case .quizWrong(let number):
            "\(number)番目の単語と一致しません。紙を確かめて、もう一度入力してください。Enterキーだけを押すと、すべての単語をもう一度表示します。"
        case .quizPassed(let count): "\(count)個の単語がすべて一致しました。"
        case .wordsPassphraseWarning:
            "BIP-39パスフレーズを付けると、同じ単語から別の鍵が作られます。打ち間違えても別の有効な鍵になり、誤りはフィンガープリントでしか分かりません。"
                + "パスフレーズを失うと単語の紙だけでは復元できないため、別に控えを保管してください。"
        case .wordsPassphrasePrompt: "単語のBIP-39パスフレーズ（表示されません）："
        case .wordsPassphraseAgain: "同じBIP-39パスフレーズをもう一度："
        case .fingerprint(let fingerprint, let withPassphrase):
            "鍵のフィンガープリント\(withPassphrase ? "（BIP-39パスフレーズ付き）" : "")：\(fingerprint)"
        case .fingerprintPrompt: "単語の紙に書き添えてから、Enterキーを押してください："
        case .verified(let count): "このサイコロの目から得られる\(count)個の単語を表示します。紙の控えと照合してください。"
        }
    }

    private static func howTo(_ throwing: CeremonyPhrase.Throwing, _ fewest: Int) -> String {
        switch throwing {
        case .dice:
            "サイコロを\(fewest)回以上振り、出た目をすべて書き留めてから、1～6の数字で入力してください。"
        case .coins:
            "硬貨を\(fewest)回以上投げ、結果をすべて書き留めてから、表はH、裏はTと入力してください。"
        case .cards:
            "52枚のトランプから\(fewest)枚以上を引きます。引くたびに戻し、よく切ってから次を引いてください。書き留めてから、数（A、2～9、T、J、Q、K）と"
                + "マーク（C、D、H、S）の順に「AS TD 7H」のように入力してください。"
        case .deck:
            "52枚のトランプを7回以上よく切り、上から\(fewest)枚以上をめくります。戻さないでください。書き留めてから、数（A、2～9、T、J、Q、K）と"
                + "マーク（C、D、H、S）の順に「AS TD 7H」のように入力してください。"
        }
    }

    private static func bits(_ millibits: Int) -> String { "\(millibits / 1000).\(millibits % 1000 / 100)" }
}
