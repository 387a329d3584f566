"""What telephones and mail programs add below an answer, language by language.

Regular expressions. How a line is judged by them stands in `signature.py`.
"""

_MOBILE = r"outlook .{0,20}\b(?:ios|android|mac)\b"
"""Outlook's own line names a telephone's system: "Get Outlook for Windows" is somebody's advice."""
_LATIN = r"(?:[a-z]{1,12}(?: [a-z]{1,12}){0,2} ?(?:手机|手機|スマートフォン|携帯|端末)?|手机|手機)"
"""A device's name, and nothing else, where no blank stands between words."""

BEGINNINGS = {
    "en": r"(?:\w{2,10} )?(?:sent|written) (?:from|via|with|using|by)\b|"
    r"(?:\w{2,10} )?from (?:my )?(?:mobile|phone|iphone|ipad)\b|get \[?(?:outlook|bluemail) ",
    "de": r"holen sie sich \[?(?:outlook|bluemail) |outlook für .{1,40} beziehen|"
    r"gesendet (?:von|mit)\b|von meinem .{1,40} gesendet|"
    r"diese nachricht wurde von .{1,80} gesendet",
    "fr": r"(?:obtenir|téléchargez?|télécharger) \[?(?:outlook|bluemail) |"
    r"provenance\s?:\s?courrier|envoyé (?:de|depuis|à partir)\b",
    "es": r"(?:obtener|obtenga) \[?(?:outlook|bluemail) |enviado (?:desde|do|de|a partir)\b",
    "ca": r"enviat (?:des )?de\b",
    "pt": rf"(?:obter|obtenha) (?:o )?{_MOBILE}",
    "it": rf"inviato da\b|(?:ottieni|scarica) {_MOBILE}",
    "ro": r"trimis (?:de pe|din)\b",
    "nl": r"(?:verzonden|verstuurd) (?:vanaf|met|via)\b|"
    rf"{_MOBILE}.{{0,80}} (?:downloaden|ophalen)",
    "sv": rf"skickat från\b|(?:hämta|skaffa) {_MOBILE}",
    "da": rf"sendt fra\b|hent {_MOBILE}",
    "no": rf"(?:skaff deg|last ned|få) {_MOBILE}",
    "fi": rf"lähetetty\b|hanki {_MOBILE}",
    "pl": rf"wysłan[eoy] z\b|(?:pobierz|uzyskaj) (?:program |aplikację )?{_MOBILE}",
    "cs": rf"odesláno ze?\b|(?:získat|získejte|stáhnout) {_MOBILE}",
    "sk": rf"odoslané zo?\b|(?:získať|získajte) {_MOBILE}",
    "ru": rf"отправлено (?:из|с|через)\b|(?:получить|скачать) {_MOBILE}",
    "uk": rf"(?:надіслано|відправлено) (?:з|із|через)\b|(?:отримати|завантажити) {_MOBILE}",
    "el": rf"στάλθηκε από\b|(?:αποκτήστε|λήψη) (?:το |του )?{_MOBILE}",
    "tr": r"(?:(?:iphone|ipad|android|galaxy|samsung|huawei|xiaomi|outlook|telefon)\S{0,12} ?)"
    r"{1,3}[dt][ae]n gönderildi\Z|(?:ios|android) için outlook\S{0,3} (?:edinin|indirin)\Z",
    "he": rf"נשלח מ|(?:קבל|קבלו|הורד|השג) את {_MOBILE}",
    "ar": rf"(?:أُ?رسلت|مُ?رسل|تم الإرسال) من\b|(?:الحصول على|احصل على) {_MOBILE}",
    "ja": rf"(?:私の ?)?{_LATIN}から送信\Z|outlook (?:for )?(?:ios|android) ?を入手(?:する)?\Z",
    "zh": rf"從我的 .{{1,40}} 傳送|[发發]自我的 ?{_LATIN}\Z|从我的 ?{_LATIN} ?发送\Z|"
    rf"(?:获取|獲取|取得|下载|下載) ?{_MOBILE}\Z",
    "ko": rf"(?:나의 ?)?{_LATIN}에서 보냄\Z",
}

DEVICES = (
    r"iphon|ios(?![a-z])|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|oneplus|pixel|blackberry|"
    r"nokia|sony|mobil|móvil|phone|tablet|telefon|teléfono|téléphone|handy|outlook|mail|posta|"
    r"gmail|correo|courrier|proton|windows|mac|gerät|puhelin|device|telefoon|從我的|handheld|"
    r"телефон|τηλέφωνο|スマートフォン|手机|手機|טלפון|هاتف|جوال"
)
"""One of these must be named."""

_WORDS = (
    "sent written from via with using by my the for on get this message was gesendet von mit "
    "meinem meiner diese nachricht wurde der app für envoyé de depuis à partir mon ma enviado "
    "desde do a mi meu inviato da il mio mijn verzonden vanaf met sendt fra min skickat från "
    "wysłane z mojego отправлено из с моего lähetetty powered mobile phone mail "
    "get obtenir obtener obtenga télécharger téléchargez holen sie sich beziehen "
    "pour para provenance : secure email courrier correo "
    "appareil enviat des del meu obter obtenha o per dal "
    "trimis pe din verstuurd voor downloaden ophalen hämta skaffa för hent til skaff deg last "
    "ned få hanki wysłano wysłany pobierz uzyskaj program aplikację dla systemu odesláno ze "
    "mého získat získejte stáhnout pro odoslané zo môjho získať získajte pre через для "
    "получить скачать надіслано відправлено із мого отримати завантажити "
    "στάλθηκε από το μου του αποκτήστε λήψη για tarafından gönderildi için edinin indirin "
    "נשלח שלי קבל קבלו הורד השג את עבור أرسلت أُرسلت مرسل مُرسل تم الإرسال من جهاز "
    "الـ الخاص بي الحصول احصل على لـ لنظام 나의 보냄 "
    "ottieni scarica 获取 獲取 取得 下载 下載 发自我的 發自我的 从我的 发送"
)
WORDS = frozenset(_WORDS.split())
"""Words that such a line may hold beside names."""
