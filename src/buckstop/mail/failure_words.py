"""The words by which mail servers say, in many languages, that a mail didn't arrive."""

import re

_FAILED = re.compile(
    r"undeliver|delivery (?:status notification|has failed|failure|failed|problem|error|report)|"
    r"deliver(?:y|ing) .{0,40}\bfailed|returned (?:mail|to sender)|"
    r"return(?:ing)? message to sender|mail delivery (?:failed|system)|"
    r"failure notice|non-?delivery|delivery incomplete|"
    r"could ?n[o'’]t be (?:delivered|sent)|(?:was ?n[o'’]t|not|un)able to deliver|"
    r"(?:was|were) ?n[o'’]t delivered|cannot be delivered|not be delivered|did ?n[o'’]t reach|"
    r"permanent(?:ly)? (?:fatal )?(?:error|fail)|no such user|user unknown|address not found|"
    r"(?:message|mail) (?:was |has been )?(?:blocked|rejected|refused)|"
    r"unzustellbar|nicht zu(?:gestellt|stellbar)|nicht .{0,60}zugestellt werden|"
    r"zustellung .{0,60}(?:fehlgeschlagen|gescheitert|nicht möglich)|"
    r"non (?:remis|distribu|délivr)|n['’]a (?:pas )?pu être (?:remis|distribu|délivr|livr)|"
    r"n['’]a pas été (?:remis|distribu|délivr|livr)|"
    r"échec d.{1,20}(?:remise|distribution|livraison)|impossible de (?:remettre|distribuer|livrer)|"
    r"no se (?:ha podido|pudo|puede) entregar|no (?:fue |ha sido )?entregado|"
    r"error (?:en|de) (?:la )?entrega|devuelto al remitente|"
    r"non recapitabil|mancat[ao] (?:recapito|consegna)|impossibile (?:recapitare|consegnare)|"
    r"non (?:è stat[oa]|può essere) (?:recapitat|consegnat)|"
    r"onbestelbaar|niet .{0,40}(?:bezorgd|afgeleverd|besteld)|"
    r"não (?:foi|pôde ser|pode ser)? ?entregue|falha na entrega|"
    r"nie (?:została|mogła zostać|może zostać|można) dostarcz|niedostarcz|"
    r"не ?доставлен|не удалось доставить|невозможно доставить|не может быть доставлен|"
    r"nedoručiteln|nebyla doručena|nelze doručit|kézbesíthetetlen|"
    r"(?:kunde inte|kunne ikke) leveres?|(?:ikke|inte) lever|olevererbar|epäonnistui|"
    r"teslim edilemedi|iletilemedi|"
    r"配信(?:不能|できま|に失敗|エラー)|送信できま|配達できま|届けられま|"
    r"退信|投递失败|(?:无法|未能|未)(?:投递|送达|传送)|傳送失敗|無法(?:投遞|傳遞|送達)|"
    r"배달(?:되지|할 수 없)|반송|전송 실패",
    re.I,
)
_DELAYED = re.compile(
    r"delay|do not need to resend|still (?:being )?(?:try|retr)|will (?:be retried|keep trying)|"
    r"could not send message for past|verzögert|noch nicht zugestellt|retardé|retrasad|demorad|"
    r"ritardat|vertraagd|atrasad|opóźnion|задерж|отложен|遅延|延迟|延遲|지연",
    re.I,
)
_LOOKED_AT = 3_000


def says_failed(subject: str, text: str) -> bool:
    """Whether a mail's subject or its beginning speaks of a mail that didn't arrive."""
    return bool(_FAILED.search(_looked_at(subject, text)) or says_delayed(subject, ""))


def says_delayed(subject: str, text: str) -> bool:
    """Whether it speaks of a mail that is late, and goes on being tried."""
    return bool(_DELAYED.search(_looked_at(subject, text)))


def _looked_at(subject: str, text: str) -> str:
    return " ".join(f"{subject} {text[:_LOOKED_AT]}".split())
