/// What may not begin or end a line (JIS X 4051), and the units that stay with their number.
enum LineRules {
    /// Closing brackets, hyphens, marks that end or divide a sentence, iteration marks, the prolonged sound mark, small
    /// kana, and the sign of per cent.
    static let neverFirst = scalars(
        "、。，．,.）」』】〕〉》〗〙〛］｝｠)]}’”»‐゠–〜～‼⁇⁈⁉！？!?・：；:;／/ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
            + "…‥―％%‰℃°\u{3000}｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ")

    /// Opening brackets and signs of currency.
    static let neverLast = scalars("（「『【〔〈《〖〘〚［｛｟([{‘“«￥＄￡№｢")

    /// The units of amounts, sizes and rates.
    static let units = ["BTC", "sat", "sat/vB", "vB", "%"]

    private static func scalars(_ text: String) -> Set<Unicode.Scalar> { Set(text.unicodeScalars) }
}
