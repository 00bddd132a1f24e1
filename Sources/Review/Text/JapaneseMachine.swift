/// The sentences about the machine, in Japanese.
enum JapaneseMachine {
    static func text(_ phrase: MachinePhrase) -> String {
        switch phrase {
        case .networkUp(let names): "本機のネットワークインターフェースが有効になっています：\(list(names))"
        case .networkUnknown: "本機のどのネットワークインターフェースが有効か、確認できません"
        case .swapOn(let names):
            "本機のメモリの内容がスワップに書き出されます：\(list(names))。プログラム自身の秘密情報は書き出されないように固定していますが、"
                + "ライブラリやカーネルを通るものは固定できません"
        case .swapUnknown: "本機のメモリの内容がスワップに書き出されるか、確認できません"
        case .dumpsPossible: "プログラムが禁止したにもかかわらず、そのメモリを取り出せる状態です"
        case .traced(let process): "実行中のこのプログラムの内部を、プロセス\(process)が監視しています"
        case .runsAsRoot: "プログラムが管理者（root）の権限で実行されています"
        case .homeOpen(let path, let mode): "\(SafeText.ascii(path))がほかの利用者に開放されています（モード\(mode)）"
        case .clockEarly(let clock, let build):
            "時計が\(clock)を示しており、このプログラムが作られた日（\(build)）より前です。期限が切れているかどうかを判断できません"
        case .terminalPlain(let type):
            type.isEmpty
                ? "画面の種類（TERM）が設定されていないため、画面に出た秘密情報を確実に消せません"
                : "種類が\(SafeText.ascii(type))の画面（TERM）では、表示した秘密情報を消せません"
        case .noLandlock:
            "このカーネルにはlandlockがありません。プログラムは、コマンドに必要なファイルだけでなく、利用者のすべてのファイルを開けます"
        }
    }

    static func remedy(_ phrase: MachinePhrase) -> String {
        switch phrase {
        case .networkUp:
            "この種類の鍵は、ネットワークにつながらない端末だけで使います。ケーブルを抜き、無線を切り、インターフェースを無効にしてください："
                + "ip link set NAME down"
        case .networkUnknown: "/sysをマウントし、それを隠す隔離環境の外で実行してください。"
        case .swapOn: "スワップを止め（swapoff -a）、/etc/fstabから取り除いてください。"
        case .swapUnknown: "/procをマウントし、それを隠す隔離環境の外で実行してください。"
        case .dumpsPossible: "このシステムで鍵を使わないでください。プログラムの要求を無効にしているものがあります。"
        case .traced: "それが何かを調べてください。分かるまで、ここで鍵を使わないでください。"
        case .runsAsRoot: "専用の利用者として実行してください。不具合があったときの影響が小さくなります。"
        case .homeOpen:
            "だれが読めたかを調べ、chmod go-rwxを実行し、所有者をプログラムを実行する利用者にしてください（chown）。"
        case .clockEarly:
            "時計をUTCで合わせ（date --utc --set \"YYYY-MM-DD HH:MM\"）、本機の電池を確認してください。"
        case .terminalPlain: "コンソールまたはデスクトップのターミナルを、それが設定するTERMのまま使ってください。"
        case .noLandlock: "landlockを有効にした、バージョン5.13以降のカーネルを使ってください。"
        }
    }

    static func text(_ prompt: MachinePrompt) -> String {
        switch prompt {
        case .label(.refuse): "続行不可"
        case .label(.warn): "警告"
        case .label(.note): "注記"
        case .goOn(let word): "それでも続けるには「\(word)」と入力してください。中止するには何も入力しないでください："
        }
    }

    private static func list(_ names: [String]) -> String { names.map(SafeText.ascii).joined(separator: "、") }
}
