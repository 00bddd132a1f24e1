import Custody

/// What to do about findings, in Japanese.
enum JapaneseRemedies {
    static func text(_ sentence: FindingSentence) -> String {
        switch sentence {
        case .input(let problem, _, _): text(problem)
        case .output(let problem, _): text(problem)
        case .transaction(let problem): text(problem)
        case .caseDocument(let sentence): text(sentence)
        case .vault(let sentence): text(sentence)
        case .fee(.belowRelay):
            "意図したものでなければ、手数料を上げた提案を運用者に求めてください。"
        case .transactionVersion: "取引のバージョン2の提案を求めてください。"
        case .transactionTooHeavy: "支払いをいくつかの案件に分けるよう、運用者に求めてください。"
        case .fee:
            "手数料を下げた提案を運用者に求めてください。上限は金庫の一部であり、ここで引き上げることはできません。"
        case .machine(let sentence): text(sentence)
        case .file(let sentence): text(sentence)
        case .time(let sentence): text(sentence)
        case .payment(let sentence): text(sentence)
        case .book(let sentence): text(sentence)
        case .limit(let sentence): text(sentence)
        case .order(let sentence): JapaneseOrders.remedy(sentence)
        case .stop(let sentence): JapaneseStops.remedy(sentence)
        case .policy(let sentence): JapanesePolicy.remedy(sentence)
        case .sighashSingleWithoutOutput: askWhoMadeIt
        case .outputScriptUnknown: "アドレスに支払う提案を求めてください。"
        case .outputDust: "なぜこれほど少額を支払うのかを運用者に尋ねるか、これを除いた提案を求めてください。"
        case .otherNetwork: "正しい金庫と正しいファイルを選んだかどうか、確かめてください。"
        }
    }

    private static let newProposal = "新しい提案を運用者に求めてください。"
    private static let askWhoMadeIt =
        "署名しないでください。誰がこのファイルを作ったかを尋ねてください。正しいプログラムは、このようなものを書きません。"
    private static let fraud =
        "署名しないでください。不正の試みとして扱い、ファイルを保管して、ほかの署名者に電話で知らせてください。"
    private static let proveAmounts = "すべての入力の前の取引の全体を入れた提案を、運用者に求めてください。"
    private static let whyGivenUp = "先に進む前に、前の案件を取りやめた理由を確かめてください。"

    private static func text(_ problem: InputProblem) -> String {
        switch problem {
        case .previousTransactionMissing: proveAmounts
        case .previousTransactionDiffers, .previousOutputMissing, .witnessUtxoDiffers, .redeemScriptHashDiffers,
            .witnessScriptHashDiffers, .redeemScriptDiffers, .witnessScriptDiffers, .derivationOriginDiffers,
            .derivationKeyUnknown:
            fraud
        case .witnessUtxoOnLegacyInput, .witnessScriptMalformed, .keysUnsorted, .sighashType: askWhoMadeIt
        case .scriptUnsupported, .scriptForeign: "登録済みの金庫のコインだけを使う提案を求めてください。"
        case .indexBeyondLimit: "同じディスクリプタを持つ別のプログラムで、このコインを動かしてください。"
        case .alreadyFinal: "完成させる前のファイルを使ってください。"
        case .signatureBad:
            "この署名のない提案を使い、その共同署名者に、端末を調べたうえで署名し直すよう求めてください。"
        }
    }

    private static func text(_ problem: OutputProblem) -> String {
        switch problem {
        case .scriptNotAtClaimedPosition, .claimsToBeOurs, .claimsOurScriptShape, .otherQuorum: fraud
        case .positionBeyondWindow: "お釣りを次の未使用の番号に送る提案を求めてください。"
        case .scriptHintDiffers, .derivationKeyUnknown, .derivationOriginDiffers: askWhoMadeIt
        }
    }

    private static func text(_ problem: CaseProblem) -> String {
        switch problem {
        case .feeUnknown: proveAmounts
        case .ownershipUndecided, .caseRefused: newProposal
        case .caseUnnamed: "この金庫のために作られた、案件の提案ファイルを運用者に求めてください。"
        case .transactionUnreadable, .duplicateOutpoint, .inputSumOverLimit, .outputSumOverLimit,
            .outputsExceedInputs:
            askWhoMadeIt
        }
    }

    private static func text(_ sentence: CaseSentence) -> String {
        switch sentence {
        case .differs:
            "署名しないでください。元の提案ファイルを運用者に求め、照合語を電話で比べてください。"
        case .paymentPaysNobody, .internalPaysOthers, .attachmentForeign: newProposal
        case .refused: "案件は終わりました。理由を本人に電話で尋ねてください。"
        case .refusedEarlier: "案件は本機では終わっています。新しい案件を運用者に求めてください。"
        case .refusalUnproven: "何よりも先に、その拒否が本物かどうかを本人に電話で尋ねてください。"
        case .orderMissing:
            "署名しないでください。指図書を運用者に求めてください。指図書なしで支払えるのは、指図書を必須としない金庫だけです。"
        case .drill: "訓練であることを示すのはこの印だけであり、印を付けたのはファイルを作った人であることに注意してください。"
        case .expired: "新しい提案を運用者に求め、まだ支払いが必要かどうかを依頼者に確かめてください。"
        case .notYetValid, .heightNotReached: "その時まで待つか、本機の日付を確かめてください。"
        case .heightPassed: newProposal
        case .validityUnknown: "先に進む前に、案件がまだ有効かどうかを別の方法で確かめてください。"
        case .replaces: whyGivenUp
        case .replacesUnknown:
            "前の案件に答えた署名者に、取りやめた理由と、この案件がそのコインを使っているかどうかを尋ねてください。"
        case .replacesWithoutReason: "理由を書いた提案を、運用者にもう一度求めてください。"
        case .replacesWithoutCoin: "前の案件のコインを少なくとも一つ使う差し替えを求めてください。"
        case .replaced: "後の案件で続けてください。この案件は本機では終わっています。"
        case .paysAgain:
            "最初の支払いが失敗した、失われた、または遅れていると言われたのであれば、ここで止めて、"
                + "最初の案件を差し替え、そのコインを一つ使う案件を求めてください。そうすれば、支払われるのはどちらか一方だけです。"
                + "手元の指図書がさらにもう一度の支払いを求めている場合だけ、先に進んでください。"
                + "その際は、両方を支払う旨の入力を求められます。支払いごとに新しいアドレスを使えば、この問いは出ません。"
        case .wordsUnavailable: "本機のメモリに空きを作り、もう一度試してください。"
        }
    }

    private static func text(_ sentence: VaultSentence) -> String {
        switch sentence {
        case .other: "案件が示す金庫を登録するか、この金庫の提案を求めてください。"
        case .otherVersion, .otherDocument:
            "何かを登録する前に、金庫の照合語をほかの署名者と比べてください。"
        case .acknowledgementsIncomplete: "先に、共同署名者全員の受諾書を集めてください。"
        case .secondLookNotEnforced:
            "あなたの署名は、本機を出た時から使うことができます。今、すべてを照合してください。"
        case .confirmationsByQuorum:
            "一度限りの指図書と上限が守られるのは、その少数の署名者が正直な場合に限られることに注意してください。"
        case .foreignProposal:
            "知っている人から依頼された支払いであり、手元の書面と一致する場合にだけ進めてください。"
        case .foreignProposalNotAllowed: "このファイルから案件を作るよう、運用者に求めてください。"
        case .globalKeyForeign: "ほかの署名者に知らせてください。誰かの端末にこの鍵を登録させようとしている可能性があります。"
        case .strict: "何もする必要はありません。署名者が同意した規則です。"
        case .ordersOptional: "すべての送金先と金額を、手元の紙の指図書と照合してください。"
        }
    }

    private static func text(_ sentence: MachineSentence) -> String {
        switch sentence {
        case .caseDigestDiffers, .coinDiffers: fraud
        case .outpointSignedElsewhere:
            "署名しないでください。最初の案件が完了しなかった理由を尋ねてください。"
                + "「失敗したのでもう一度署名してほしい」というのは、署名を集めるための手口です。"
                + "間の案件が本機の知らないうちに取りやめられたのであれば、その案件を順に本機に見せてください。"
        case .outpointReplaced: whyGivenUp
        case .coinsKept(_, _, _, isArmed: true):
            "その署名はまだ使うことができると考えてください。無効にするには、そのコインの一つを別の取引で使います。"
        case .coinsKept: "何もする必要はありません。保留している署名は害になりません。"
        case .alreadySigned: "何もする必要はありません。回答は前回と同じバイト列になります。"
        case .nothingToSign: "ここですることはありません。署名済みのファイルは、以前に書き出しています。"
        case .noKeyInVault: "正しい金庫または正しいキーストアを選んでください。"
        case .personExpired: "金庫の次の版を運用者に求めてください。"
        case .ownSignatureUnknown:
            "何も答えないでください。署名の出所を確かめてください。誰かがあなたの鍵を持っているか、"
                + "本機の以前の記録簿が失われたことが考えられます。"
        case .unclaimedProblem: "署名しないで、これを報告してください。プログラムに不備があります。"
        }
    }
}
