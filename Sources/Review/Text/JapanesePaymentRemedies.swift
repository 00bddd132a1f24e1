/// What to do about findings on the container, the lock times and the outputs, in Japanese.
extension JapaneseRemedies {
    static func text(_ sentence: FileSentence) -> String {
        switch sentence {
        case .unknownFields: "ファイルを作ったプログラムが分かっていれば、何もする必要はありません。"
        case .pathTooDeep, .fingerprintUnset:
            "すべての鍵を本当のフィンガープリントと導出パスで示す提案を、運用者に求めてください。"
        case .signedBy: "何もする必要はありません。これらの署名は検証済みであり、もう一度署名しても変わりません。"
        }
    }

    static func text(_ sentence: TimeSentence) -> String {
        switch sentence {
        case .withoutEffect, .relativeWithoutEffect:
            "支払いを遅らせるつもりだったかどうかを運用者に尋ねてください。この取引は遅れません。"
        case .untilHeight, .untilTime: "支払いはその時まで待たされることに注意してください。"
        case .farHeight, .farTime, .afterEnd:
            "手元の指図書がこの遅れを求めている場合のほかは、先に進まないでください。"
                + "止められた支払いは脅しに使われることがあり、その間コインを動かすことができません。"
        case .heightUnjudged, .timeUnjudged:
            "それがいつになるかを別の方法で確かめ、意図したものである場合だけ先に進んでください。"
                + "有効になるブロックを示した案件であれば、本機が判断できます。"
        case .relativeBlocks, .relativeTime:
            "コインがそれほど古くなければならない理由と、実際に古いかどうかを、運用者に尋ねてください。"
        }
    }

    static func text(_ sentence: PaymentSentence) -> String {
        switch sentence {
        case .data: "データのない提案を求めてください。このプログラムの金庫が支払うのは、人に対してだけです。"
        case .toOurselves:
            "これは誰への支払いでもないことに注意してください。お釣り用の枝に送らない理由を運用者に尋ねてください。"
        case .beyondGap: "お釣りを次の未使用の番号に送る提案を求めてください。"
        case .ownOutputs: "分ける理由を運用者に尋ねてください。コインを分けるための案件であれば、そう書かれています。"
        case .tooManyOwnOutputs: "金庫に戻る出力を減らした提案を求めてください。"
        case .repeated:
            "指図書がこのアドレスへの複数の支払いを求めているか、合計が正しいかを照合してください。"
        case .formerVault, .formerCoin:
            "意図したものでなければ、現在登録されている金庫に支払う提案を求めてください。"
        case .coinAddress:
            "何もする必要はありません。支払いごとに新しいアドレスを使えば、残高を知られにくくなります。"
        case .lookAlike:
            "止めてください。送金先のすり替えに使われる手口です。中ほどの文字をすべて手元の指図書と照合するか、"
                + "受取人に電話でアドレスを確かめてください。"
        case .firstTime: "これらのアドレスは特に念入りに照合してください。本機には、確かめる手がかりがありません。"
        case .largest: "金額と、誰が承認したかを、もう一度指図書と照合してください。"
        }
    }
}
