import Custody

/// The sentences of a visit, in Japanese (`Docs/glossary.md`).
enum JapaneseVisit {
    static func text(_ phrase: VisitPhrase) -> String {
        switch phrase {
        case .askedBefore(let times): "本機は以前、この案件について\(times)回質問しましたが、答えを得ていません。"
        case .answerFromPaper: "この画面ではなく、手元の書面または指図書を見て、求められたものを入力してください。"
        case .positionsCount: "文字は1から数え、グループの間の空白は数えません。"
        case .decideFirst:
            "本機の指摘事項は、まだ表示していません。先に判断してください。今読んだ内容は、すべて手元の指図書と一致していますか。"
        case .decidePrompt(let matches, let differs):
            "一致していれば「\(matches)」、違っていれば「\(differs)」と入力してください："
        case .decidedMatches: "「一致」と記録しました。次に、本機の指摘事項を表示します。"
        case .decidedDiffers: "「相違」と記録しました。何も署名しません。次に、本機の指摘事項を表示します。"
        case .shareWritten: "署名確約書を書き出しました。これで定足数に達しています。"
        case .secondLookOffered: "続けて再審査を行うことができます。すべてをもう一度表示し、別の質問をします。"
        case .secondLookPrompt(let word):
            "再審査に進む場合は「\(word)」と入力し、ここで止める場合は何も入力しないでください："
        case .title(.secondLook): "再審査"
        case .title(.release): "署名の引き渡し"
        case .quorumNotCounted: "審査の結果が署名不可のため、定足数は数えていません。"
        case .quorumStands(let shares, let threshold):
            "定足数に達しています。署名確約書は\(shares)通あり、必要なのは\(threshold)通です。"
                + "そのすべてを、次の照合語の案件に対するものとして本機で検証しました。"
        case .heldBack(let people): "全員が確認するまで署名を保留している人：\(list(people))"
        case .inThisFile(let people): "署名がすでにこのファイルにある人（すべて検証済み）：\(list(people))"
        case .approved: "署名を確約した人："
        case .confirmedSoFar: "これまでに確認した人："
        case .stillToConfirm(let missing):
            missing.map { "これから確認する人（このうち\($0)人が必要です）：" } ?? "これから確認する人："
        case .nobody: "いません"
        case .person(let person, let organisation, let site): "\(person)、\(organisation)、\(site)"
        case .otherFactsShown(let people):
            "！次の人には、別のバージョンのプログラムが別の事実、または別の表現を表示しています：\(list(people))"
        case .compareWithThem: "何が表示されたかを、その人と比べてください。"
        case .lastConfirmation(isReleasing: true):
            "ほかの人の確認はすべてそろっています。あなたが確認すると、あなたの署名も本機から引き渡されます。"
        case .lastConfirmation(isReleasing: false):
            "ほかの人の確認はすべてそろっています。あなたの署名は、引き渡すまで本機で保留します。"
        case .releaseNotice: "パスフレーズを入力すると、あなたの署名が本機から引き渡されます。"
        case .signaturesAreOut:
            "この案件へのあなたの署名はすでに本機の外にあり、拒否しても取り戻せません。無効にするには、"
                + "案件のコインを別の取引で使うほかありません。"
        case .refusalIsFinal: "拒否は、この案件について取り消すことができません。"
        case .refusalReason(let reason): "理由：\(SafeText.free(reason))"
        case .refusePrompt(let word): "拒否する場合は「\(word)」と入力してください："
        case .refusedBefore: "この内容は、本機で以前に拒否しています。その拒否書を、その時の理由のまま、もう一度書き出します。"
        case .reasonDropped(let reason): "新しい理由は使いません：\(SafeText.free(reason))"
        }
    }

    private static func list(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: "、")
    }
}
