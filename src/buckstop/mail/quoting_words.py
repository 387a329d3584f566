"""The words by which mail programs mark what they quote and pass on, language by language.

Written in lower case, alternatives of one language parted by `|`; titles, beginnings and verbs are
regular expressions. How lines are judged by them stands in `quotation.py`.
"""

_LABELS = {
    # language: sender; date; to; subject; other
    "en": ("from", "sent|date", "to", "subject", "cc|bcc|reply-to|importance"),
    "de": ("von", "gesendet|datum", "an", "betreff", "kopie|antwort an|blindkopie"),
    "fr": (
        "de|expéditeur",
        "envoyé|envoyé le|date",
        "à|destinataire",
        "objet|sujet",
        "copie|copie à|répondre à",
    ),
    "es": ("de", "enviado|enviado el|fecha", "para", "asunto", "copia|responder a"),
    "ca": ("de", "enviat|enviat el|data", "per a", "assumpte", "a/c"),
    "pt": ("de", "enviado|enviada|enviado em|enviada em|data", "para", "assunto", "responder para"),
    "it": ("da|mittente", "inviato|data", "a|destinatario", "oggetto", "risposta|rispondi a"),
    "ro": ("de la", "trimis|dată", "către|pentru", "subiect|subiectul", ""),
    "nl": ("van", "verzonden|datum", "aan", "onderwerp", "beantwoorden"),
    "sv": ("från", "skickat|datum", "till", "ämne", "kopia|svar till"),
    "da": ("fra", "sendt|dato", "til", "emne", ""),
    "no": ("fra", "sendt|dato", "til", "emne", "kopi"),
    "fi": ("lähettäjä", "lähetetty|päivämäärä|päiväys|pvm", "vastaanottaja", "aihe", "kopio"),
    "et": ("saatja", "saadetud|kuupäev", "kellele|saaja|adressaat", "teema", "koopia"),
    "pl": ("od|nadawca", "wysłano|wysłane|data", "do|adresat", "temat", "dw|udw|kopia"),
    "cs": ("od", "odesláno|datum", "komu", "předmět", "skrytá"),
    "sk": ("od|odosielateľ", "odoslané|dátum", "komu", "predmet", "kópia"),
    "hu": ("feladó", "elküldve|küldve|dátum", "címzett", "tárgy", "másolatot kap"),
    "hr": ("šalje", "poslano|datum", "prima", "predmet", "kopija"),
    "sl": ("od", "poslano|datum", "za", "zadeva", "kp"),
    "ru": (
        "от|от кого|отправитель",
        "дата|отправлено",
        "кому|получатель",
        "тема",
        "копия|скрытая копия",
    ),
    "uk": ("від|від кого", "дата|надіслано|відправлено", "кому", "тема", "копія"),
    "bg": ("от", "изпратено|дата", "до", "относно|тема", ""),
    "el": (
        "από",
        "στάλθηκε|ημερομηνία|απεστάλη|εστάλη",
        "προς",
        "θέμα",
        "κοιν|κοινοποίηση",
    ),
    "tr": (
        "kimden|gönderen",
        "gönderildi|tarih|gönderme tarihi",
        "kime|alıcı",
        "konu",
        "bilgi",
    ),
    "he": ("מאת", "נשלח|תאריך|נשלח בתאריך", "אל|לכבוד", "נושא", "עותק"),
    "ar": ("من|المرسل", "تم الإرسال|التاريخ|تاريخ الإرسال|أرسلت", "إلى|المستلم", "الموضوع", "نسخة"),
    "ja": ("差出人|送信者|送信元", "送信日時|日付|日時|送信日", "宛先|送信先", "件名", "写し"),
    "zh": (
        "发件人|發件人|寄件者|寄件人",
        "发送时间|發送時間|发送日期|日期|时间|時間|寄件日期|傳送時間|傳送日期|已发送|已傳送",
        "收件人|收件者",
        "主题|主題|主旨|标题",
        "抄送|副本|密送",
    ),
    "ko": ("보낸 사람|보낸사람", "보낸 날짜|날짜|보낸날짜", "받는 사람|받는사람", "제목", "참조"),
}
_KINDS = ("from", "date", "to", "subject", "other")

KIND_OF_LABEL = {
    label: kind
    for labels in _LABELS.values()
    for kind, words in zip(_KINDS, labels, strict=True)
    for label in words.split("|")
    if label
}
"""What a header's label, in lower case, stands for."""

TITLES = {
    "en": r"original (?:message|appointment)|forwarded (?:message|by)",
    "de": r"ursprüngliche nachricht|original-?nachricht|weitergeleitete (?:nachricht|e-?mail)",
    "fr": r"(?:e-?mail|mail|courriel) original|message (?:d['’]origine|original|transféré)",
    "es": r"mensaje (?:original|reenviado)",
    "ca": r"missatge (?:original|reenviat)",
    "pt": r"mensagem (?:original|encaminhada|reencaminhada)",
    "it": r"messaggio (?:originale|inoltrato)",
    "ro": r"mesaj(?:ul)? (?:original|redirecționat|înaintat)",
    "nl": r"(?:oorspronkelijk|origineel|doorgestuurd) bericht",
    "sv": r"(?:ursprungligt|vidarebefordrat) meddelande",
    "da": r"(?:oprindelig|videresendt) (?:meddelelse|besked|mail)",
    "no": r"(?:opprinnelig|videresendt) (?:melding|e-post)",
    "fi": r"(?:alkuperäinen|välitetty|edelleenlähetetty) viesti",
    "pl": r"wiadomość (?:oryginalna|przekazana)|(?:oryginalna|przekazana) wiadomość",
    "cs": r"(?:původní|přeposlaná|předaná) (?:zpráva|e-?mail)|přeposlaný e-?mail",
    "sk": r"(?:pôvodná|preposlaná) správa",
    "hu": r"(?:eredeti|továbbított) üzenet",
    "hr": r"(?:izvorna|proslijeđena) poruka",
    "ru": r"(?:исходное|пересылаемое|пересланное|перенаправленное|оригинальное) сообщение",
    "uk": r"(?:вихідне|початкове|оригінальне|переслане) повідомлення",
    "bg": r"(?:оригинално|препратено) съобщение",
    "el": r"(?:αρχικό|προωθημένο|πρωτότυπο) μήνυμα",
    "tr": r"(?:özgün|orijinal|i̇?letilmiş|i̇?letilen|yönlendirilen) (?:i̇?leti|mesaj|e-?posta)",
    "he": r"ה?הודעה ה?מקורית|הודעה (?:שהועברה|מועברת)",
    "ar": r"ال?رسالة ال?أصلية|رسالة (?:مُ?عاد توجيهها|مُ?عاد إرسالها|مُ?حوَ?ّ?لة)",
    "ja": r"元の(?:メッセージ|メール)|転送(?:された)?(?:メッセージ|メール)",
    "zh": r"原始?(?:邮件|郵件|信件|訊息)|(?:转发|轉寄|轉發)的?(?:邮件|郵件|信息|訊息)",
    "ko": r"원본 ?(?:메시지|메일)|전달된 ?(?:메시지|메일)",
}
"""What stands between dashes above the headers of a quoted mail."""

BEGINNINGS = {
    "en": r"begin forwarded message",
    "de": r"anfang der weitergeleiteten (?:e-mail|nachricht)",
    "fr": r"début du message (?:réexpédié|transféré)",
    "es": r"inicio del mensaje reenviado",
    "ca": r"inici del missatge reenviat",
    "pt": r"início da mensagem (?:reencaminhada|encaminhada)",
    "it": r"inizio (?:del )?messaggio inoltrato",
    "ro": r"început mesaj redirecționat",
    "nl": r"begin (?:van )?(?:het )?doorgestuurde? bericht",
    "sv": r"vidarebefordrat (?:brev|mejl|meddelande)",
    "da": r"(?:start på )?videresendt (?:besked|meddelelse|mail)",
    "no": r"(?:start på )?videresendt (?:melding|e-post)",
    "fi": r"välitetty viesti(?: alkaa)?",
    "pl": r"początek (?:przekazywanej|przekazanej) wiadomości",
    "cs": r"začátek přeposlané zprávy",
    "sk": r"začiatok preposlanej správy",
    "hu": r"(?:a )?továbbított (?:üzenet|levél) kezdete",
    "ru": r"начало (?:переадресованного|пересылаемого|пересланного) сообщения",
    "uk": r"початок (?:листа, що пересилається|пересланого повідомлення|пересланого листа)",
    "el": r"(?:αρχή|έναρξη) (?:του )?προωθημένου μηνύματος",
    "tr": r"(?:i̇?letilen|i̇?letilmiş) (?:i̇?letinin|mesajın) başlangıcı",
    "he": r"(?:ת|הת)חילת ה?הודעה (?:ש|ה)?(?:הועברה|מועברת)",
    "ar": r"بداية الرسالة (?:المُ?عاد توجيهها|المُ?حوَ?ّ?لة)",
    "ja": r"転送された(?:メッセージ|メール)",
    "zh": r"(?:下面|以下)是被?(?:轉寄|轉發|转发)的(?:郵件|邮件)|"
    r"(?:開始轉寄|开始转发)的?(?:郵件|邮件)",
    "ko": r"전달된 ?메시지(?: 시작)?",
}
"""What stands alone, before a colon, above the headers of a mail passed on."""

WROTE = {
    "en": r"wrote",
    "de": r"schrieb|geschrieben",
    "fr": r"a écrit",
    "es": r"escribió",
    "ca": r"va escriure",
    "pt": r"escreveu",
    "it": r"(?:ha )?scritto",
    "ro": r"a scris",
    "nl": r"schreef|geschreven|het volgende",
    "sv": r"skrev",
    "da": r"skrev(?: følgende)?",
    "fi": r"kirjoitti",
    "et": r"kirjutas",
    "pl": r"napisała?(?:\(a\))?|pisze",
    "cs": r"napsala?(?:\(a\))?",
    "sk": r"napísala?(?:\(a\))?",
    "hu": r"írta",
    "hr": r"je napisao(?:/la)?|je napisala|piše",
    "ru": r"написала?(?:\(а\))?|пишет",
    "uk": r"написа(?:в|ла)(?:\(ла\))?|пише",
    "bg": r"написа",
    "el": r"έγραψε(?: τα εξής)?",
    "tr": r"(?:şun(?:u|ları) )?yazdı",
    "he": r"כתבה?(?:/ה|\(ה\))?",
    "ar": r"كتب",
}
"""How a program says, at the end of an introduction, whose words follow."""

WROTE_UNSPACED = r"写道|寫道|(?<=>)のメール|さん[はが]書きました|님이 작성"
"""The same where no blank stands between words."""

OURSELVES = (
    r"\b(?:I(?!\.)|[Ww]e|ich|wir|nous|j['’]ai|yo|nosotros|io|noi|eu|ik|wij|jeg|jag|minä|jsem|jsme|"
    r"[Яя]|[Мм]ы|[Мм]и|εγώ|εμείς|אני|אנחנו|أنا|نحن)\b|"
    r"(?<![\w.@-])(?:vi|ja|my|som|sme|ben|biz)(?![\w.@-])|我|私"
)
"""Words that show a line to be somebody's own."""

BESIDE_NAMES = (
    "on|am|pm|um|at|le|à|a|las|el|op|om|em|il|alle|ore|den|kl|uhr|de|ha|dnia|w dniu|dne|o|godz|"
    "v|klo|kello|στις|τις|ο|η|π.μ|μ.μ|tarihinde|saat|в|о|г|р|ב|בשעה|في|ص|م|"
    "cet|cest|utc|gmt|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|seg|ter|qua|"
    "qui|sex|sab|gio|ma|di|wo|do|vr|za|zo|janv|févr|fév|mars|avr|mai|juin|juil|août|sept|oct|nov|"
    "déc|ene|feb|abr|may|jun|jul|ago|set|out|dic|dez|jan|mag|giu|lug|ott|dec|mrt|apr|aug|okt"
)
"""Small words of dates and times, which aren't part of a person's name."""

OPENINGS = (
    "on|am|le|el|em|il|op|den|dnia|w dniu|dne|dňa|mon|tue|wed|thu|fri|sat|sun|"
    "στις|τις|пн|вт|ср|чт|пт|сб|вс|нд|ב|ביום|בתאריך|في"
)
"""Words that a wrapped introduction begins with."""
