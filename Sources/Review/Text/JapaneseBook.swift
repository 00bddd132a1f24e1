import BitcoinPrimitives
import Custody

/// What the address book says of a destination, in Japanese (`Docs/glossary.md`).
enum JapaneseBook {
    static func text(_ phrase: BookPhrase) -> String {
        switch phrase {
        case .entry(let id, let kind): "宛先帳：項目 \(id)（\(name(kind))）"
        case .notListed: "宛先帳：このアドレスは載っていません"
        case .noOrder: "指図書の行：なし"
        case .days(let from, nil): "支払える期間：\(from) から"
        case .days(let from, .some(let until)): "支払える期間：\(from) から \(until) まで"
        case .cap(let cap): "一回の支払いの上限：\(cap.text)"
        case .noCap: "一回の支払いの上限：なし"
        case .proof(let kind): "受取人のものであることの証明：\(name(kind))、証明文書のSHA-256は次のとおり"
        case .noProof: "受取人のものであることは証明されていません"
        }
    }

    static func name(_ kind: DestinationClass) -> String {
        switch kind {
        case .ownHotWallet: "自社のホットウォレット"
        case .ownVault: "自社の別の金庫"
        case .customer: "顧客"
        case .exchange: "取引所"
        }
    }

    private static func name(_ kind: ProofKind) -> String {
        switch kind {
        case .message: "アドレスの鍵で署名されたメッセージ"
        case .testPayment: "試験送金"
        case .statement: "署名された書面"
        case .call: "既知の番号への電話"
        }
    }
}

extension JapaneseFindings {
    static func text(_ sentence: BookSentence) -> String {
        switch sentence {
        case .notListed(let index, .required):
            "出力\(index)：このアドレスは宛先帳に載っていません。この金庫は、宛先帳に載っていないアドレスには支払いません。"
        case .notListed(let index, .tiered), .notListed(let index, .off):
            "出力\(index)：このアドレスは、金庫の宛先帳に載っていません。"
        case .waiting(let index, let entry, let firstUse, let clock):
            "出力\(index)：宛先帳の項目 \(entry) に支払えるのは \(firstUse) からです。"
                + "本機の時計では、今日は \(clock) です。"
        case .expired(let index, let entry, let expiry, let today):
            "出力\(index)：宛先帳の項目 \(entry) に支払えるのは \(expiry) まででした。今日は \(today) です。"
        case .dayUnknown(let index, let entry, let firstUse, let expiry):
            "出力\(index)：宛先帳の項目 \(entry) に支払えるのは \(firstUse) から"
                + (expiry.map { " \($0) まで" } ?? "") + "ですが、本機は今日の日付を知りません。"
        case .aboveCap(let outputs, let entry, let total, let cap):
            "出力\(list(outputs))：宛先帳の項目 \(entry) への支払いは合計 \(total.text) であり、一回の支払いの上限 "
                + "\(cap.text) を超えています。"
        }
    }
}

extension JapaneseRemedies {
    static func text(_ sentence: BookSentence) -> String {
        switch sentence {
        case .notListed(_, .required):
            "先に進まないでください。この受取人に支払うには、アドレスを宛先帳に載せた金庫の新しい版が必要です。"
        case .notListed(_, .tiered), .notListed(_, .off):
            "この受取人への支払いが意図したもので、アドレスが証明されている場合だけ先に進んでください。"
                + "受取人に電話でアドレスを確かめてください。"
        case .waiting:
            "その日まで待ち、その間に、この項目が宛先帳にあってよいものかを確かめてください。"
                + "時計を進めても、ほかの端末の待ち時間は短くなりません。"
        case .expired: "新しい証明を添えて項目を更新した、金庫の新しい版を求めてください。"
        case .dayUnknown: "本機の時計を合わせてから、もう一度審査してください。"
        case .aboveCap: "上限以内の提案を求めてください。複数の出力に分けても、上限は合計に対して適用されます。"
        }
    }
}
