"""How people say thanks, that it works, or that it doesn't, in each language we speak.

Every pattern is matched against folded words: lower case, without accents, "ß" as "ss", without
punctuation. What isn't listed here counts as something said, so a missing phrase costs a look and
a phrase too many costs a customer: add none that can be the beginning of trouble ("in advance",
"it is back", "please").
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """`greeting` and `closing` may be followed by names; `thanks`, `works` and `filler` say that
    nothing is owed; `solved` and `broken` are looked for within longer texts."""

    code: str
    greeting: str
    closing: str
    thanks: str
    works: str
    filler: str
    solved: str
    broken: str


_EN_FOR = (
    r"(?: for (?:everything|all|yesterday|today|that|this|it|(?:letting me|letting us) know|"
    r"getting back(?: to (?:me|us))?|sorting (?:it|this|that)(?: out)?|fixing (?:it|this|that)|"
    r"looking into (?:it|this|that)|coming(?: out)?|(?:all )?(?:your|the|this|that|all your)"
    r"(?: (?:very|so|quick|fast|great|kind|good|prompt|swift|speedy|friendly|super|excellent|and))*"
    r" (?:help|support|reply|response|answer|update|news|info|information|message|mail|e-?mail|"
    r"note|work|efforts?|service|assistance|fix|repair|solution|explanation|confirmation|"
    r"patience|feedback|call))(?: (?:yesterday|today|this morning|on this|with this))?)?"
)
_EN_WELL = (
    r"(?: (?:again|now|fine|well|perfectly|great|properly|nicely|as before|as expected|"
    r"as it should|for (?:me|us)|like a charm|today|here|once more|too))*"
)
ENGLISH = Language(
    code="en",
    greeting=r"hi(?: there| all| team)?|hello(?: there| all| team)?|hey|dear(?: all| team)?|"
    r"good (?:morning|afternoon|evening|day)|morning",
    closing=r"(?:kind|best|warm|kindest|many)? ?regards|best(?: wishes)?|yours(?: sincerely| "
    r"truly)?"
    r"|sincerely|br|rgds|take care|all the best|bye|greetings|see you|"
    r"have a (?:nice|good|great|lovely) (?:day|evening|weekend|one)",
    thanks=r"(?:(?:many|big|huge|a thousand) )?(?:thanks|thank you|thankyou|thx|tnx|ty|cheers|"
    r"much appreciated|(?:i|we) appreciate it|appreciated)"
    r"(?: (?:again|so much|very much|a lot|a million|loads|all|everyone|everybody|team|guys|folks|"
    r"both))*" + _EN_FOR,
    works=r"(?:(?:it|this|that|everything|all|mine|ours)(?: (?:now|all|just))?"
    r"(?: (?:is|s|has been|seems to be|looks|all))? )?(?:now |all )?"
    r"(?:works?|working|worked|ok|okay|fine|good|solved|resolved|fixed|sorted(?: out)?|done|"
    r"perfect|"
    r"great|in order|back to normal|back online|up and running|running (?:again|fine))"
    + _EN_WELL
    + r"|(?:the |my |our )?(?:problem|issue|error|fault|trouble|case|ticket|matter)"
    r"(?: (?:is|s|has been|was|seems))?(?: (?:now|all))? (?:solved|resolved|fixed|sorted|gone|"
    r"closed)"
    r"(?: now| for (?:me|us))?|that did it|that did the trick|that helped|that fixed it|"
    r"no (?:more )?problems?(?: (?:since|so far|any ?more))?",
    filler=r"ok|okay|k|kk|super|awesome|brilliant|wonderful|fantastic|excellent|lovely|perfectly|"
    r"very good|(?:good|great|nice|well done|amazing|top|excellent)(?: (?:job|work|news|stuff|one|"
    r"service))?|well done|cool|yes|yep|yeah|yup|got it|understood|noted|received|confirmed|happy|"
    r"no worries|(?:i|we)(?: a?re| am| m)? happy(?: now)?|you(?: a?re)? (?:great|the best)|"
    r"(?:you (?:can|may) close (?:it|this)|(?:(?:you can|you may|please) )?close the "
    r"(?:ticket|case|problem))(?: now)?|"
    r"sounds good|(?:great|glad|good) to (?:hear|know)(?: (?:it|that))?|and|all the best",
    solved=r"\b(?:works?|working|runs|running|prints?) (?:again|now|fine|perfectly|as before)\b|"
    r"\b(?:is|are|was|were|been|got|now) (?:solved|resolved|fixed|sorted)\b|\bback to normal\b|"
    r"\bback online\b|\bup and running\b|\ball (?:good|fine)\b",
    broken=r"\bnot\b|n t\b|\b(?:does|do|is|are|was|has|have|did|ca|wo|could|would)nt\b|"
    r"\bcannot\b|\bnever\b|\bnothing\b|\bnobody\b|\bno longer\b|\bstill\b|\bbroken?\b|"
    r"\bdown\b|\bfail(?:s|ed|ing|ure)?\b|\bcrash\w*|\bjam(?:s|med)?\b|\bdead\b|\bout of order\b|"
    r"\boffline\b|\boutage\b|\bhangs\b|"
    r"\bsame (?:problem|issue|error|as before)\b|"
    r"\b(?:is|are|came|comes) back\b(?! (?:to normal|online))|\bworse\b|\berrors?\b|^(?:no|nope)\b|"
    r"\bkeeps \w+ing\b|\bcomes and goes\b|\bno change\b|\bunchanged\b|\bthe same\b|"
    r"\bunfortunately\b|\bagain (?:broken|down|out|the same)\b|\bstopp(?:s|ed|ing)\b|\bhappened "
    r"again\b",
)

_DE_FOR = (
    r"(?: fuer| fur)(?: (?:alles|gestern|heute)|(?: (?:die|ihre|eure|deine|das|den|ihren|euren|"
    r"deinen|ihr|euer|dein|die tolle))(?: (?:sehr|so|schnelle[nrs]?|rasche[nrs]?|prompte[nrs]?|"
    r"gute[nrs]?|tolle[nrs]?|super|nette[nrs]?|freundliche[nrs]?|kompetente[nrs]?|und))* "
    r"(?:hilfe|unterstutzung|unterstuetzung|antwort|ruckmeldung|rueckmeldung|info|infos|"
    r"information|informationen|nachricht|mail|e-?mail|muhe|muehe|arbeit|losung|loesung|"
    r"bearbeitung|erledigung|reparatur|service|support|anruf|bescheid|update))"
)
_DE_WELL = (
    r"(?: (?:jetzt|nun|alles|wieder|einwandfrei|prima|gut|super|perfekt|tadellos|bestens|"
    r"reibungslos|wie gewohnt|bei (?:mir|uns)|auch|ja))*"
)
GERMAN = Language(
    code="de",
    greeting=r"hallo(?: zusammen| team)?|hi|hey|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|"
    r"gruezi|gruss gott|hoi|sehr geehrte damen und herren|sehr geehrte[rs]?(?: frau| herr)?|"
    r"liebe[rs]?(?: team| frau| herr)?|werte[rs]?(?: frau| herr)?",
    closing=r"(?:mit )?(?:(?:ganz )?(?:freundlich|best|lieb|herzlich|viel|schon|sonnig)en? )"
    r"(?:gruss|grussen?|gruessen?)(?: aus \w+)?|gruss|grusse|gruesse|lg|mfg|vg|bg|hg|tschuss|"
    r"tschuess|ciao|bis bald|schon(?:en|es) (?:tag|abend|wochenende|feierabend)(?: noch)?|ihre?|"
    r"eure?|"
    r"(?:einen )?schonen tag(?: noch)?",
    thanks=r"(?:(?:vielen|herzlichen|besten|schonen|schoenen|lieben|tausend|grossen|1000)"
    r"(?: lieben)? dank|danke(?:schon|schoen)?|merci vielmal|(?:ich|wir) (?:be)?danken?(?: "
    r"(?:mich|uns|"
    r"dir|euch|ihnen))*|dank|thx)(?: (?:dir|euch|ihnen|schon|schoen|sehr|vielmals?|"
    r"nochmals?|noch ?mals?|herzlich|allen|team))*(?:" + _DE_FOR + ")?",
    works=r"(?:(?:es|das|alles|jetzt|nun) )*(?:lauft|laeuft|geht(?: s| es)?|funktioniert(?: es)?|"
    r"klappt(?: es)?|funzt|passt)" + _DE_WELL + r"|(?:(?:es|das|jetzt|nun|ist|wieder|sieht) )*alles"
    r"(?: (?:ist|wieder|jetzt|nun))* (?:ok|okay|gut|in ordnung|bestens|im lot|erledigt|behoben|"
    r"geregelt|klar|prima|super)|(?:(?:das|ihr|mein|unser|der) )?(?:problem|fehler|storung|"
    r"stoerung|"
    r"thema|ticket|fall|sache)(?: (?:ist|wurde|hat sich|scheint|damit|jetzt|nun|somit))* "
    r"(?:gelost|geloest|behoben|erledigt|beseitigt|weg|verschwunden|geschlossen|abgeschlossen)"
    r"(?: worden)?|(?:(?:es|das|ist|wurde|hat sich|hat|damit|somit|schon|jetzt) )*(?:erledigt|"
    r"gelost|"
    r"geloest|behoben)(?: worden)?|(?:es |das )?hat(?: (?:super|prima|gut|bestens|alles|"
    r"wunderbar))*"
    r" (?:geklappt|funktioniert|geholfen)|keine probleme mehr",
    filler=r"ok|okay|okey|oki|gut|sehr gut|sehr schon|super|prima|perfekt|toll|klasse|spitze|"
    r"genial|top|wunderbar|einwandfrei|hervorragend|ja|jawohl|jo|alles (?:klar|gut|bestens|prima)|"
    r"passt(?: so)?|in ordnung|verstanden|zur kenntnis genommen|freut mich|gerne|und|super arbeit|"
    r"gute arbeit|(?:kann|konnen sie|konnt ihr|kannst du)(?: (?:das|den fall|das ticket))? "
    r"(?:geschlossen werden|schliessen)|(?:sie konnen|ihr konnt|du kannst)"
    r" (?:das|den fall|das ticket) schliessen",
    solved=r"\b(?:lauft|laeuft|geht|funktioniert|klappt|druckt|gehen|laufen|funktionieren)"
    r" (?:jetzt |nun |alles |es )*wieder\b|\b(?:ist|wurde|sind) (?:jetzt |nun |damit )?(?:gelost|"
    r"geloest|behoben|erledigt)\b|\bwieder in ordnung\b",
    broken=r"\bnicht\b|\bkein(?:e[nrms]?)?\b|\bniemand\b|\bnichts\b|\bimmer noch\b|\bnoch immer\b|"
    r"\bweiterhin\b|\bkaputt\b|\bdefekt\b|\bausgefallen\b|\bfehler\w*|\bstorung\b|\bstoerung\b|"
    r"\bleider\b|\bschon wieder\b|\bwieder (?:weg|da|kaputt|aus|tot)\b|\bdasselbe\b|"
    r"\bdas gleiche\b|\bwie (?:vorher|zuvor)\b|\bunverandert\b|\bgenauso\b|"
    r"\bschlimmer\b|\bsteht still\b|\btot\b|^nein\b|^ne\b|^noe\b",
)

FRENCH = Language(
    code="fr",
    greeting=r"bonjour|bonsoir|salut|coucou|chere?s?|(?:bonjour )?(?:madame|monsieur)"
    r"(?: (?:madame|monsieur))?",
    closing=r"(?:bien )?cordialement|bien a vous|(?:meilleures |sinceres |cordiales )?salutations|"
    r"bonne (?:journee|soiree|semaine|fin de journee)|bon week-? ?end|a bientot|a plus|bises|"
    r"amities|amicalement|cdlt|respectueusement|crdt",
    thanks=r"(?:(?:un (?:grand|tres grand)|mille|encore|grand) )?(?:merci|je vous remercie|"
    r"je te remercie|nous vous remercions|on vous remercie)(?: (?:beaucoup|bien|infiniment|encore|"
    r"a vous|a tous|a toi|mille fois|vivement|l equipe))*(?: (?:pour|de) (?:tout|hier|"
    r"(?:votre|ton|ta|la|le|l|cette|vos|cet)(?: (?:tres|si|rapide|precieuse|efficace|bonne|"
    r"grande))*"
    r" (?:aide|reponse|retour|rapidite|reactivite|intervention|depannage|support|soutien|"
    r"information|info|infos|message|mail|assistance|travail|efficacite))(?: (?:rapide|si rapide|"
    r"tres rapide|precieuse|efficace))?)?",
    works=r"(?:(?:ca|cela|tout|c|il|elle|oui) )*(?:marche|fonctionne|refonctionne|remarche|"
    r"est rentre dans l ordre|est (?:regle|resolu|repare|ok|bon|parfait|en ordre)|"
    r"va bien)(?: (?:a nouveau|de nouveau|bien|tres bien|parfaitement|maintenant|desormais|"
    r"normalement|pour (?:moi|nous)))*|(?:(?:le|notre|mon) )?(?:probleme|souci|panne)"
    r"(?: (?:est|a ete))? (?:maintenant )?(?:regle|resolu|corrige|termine)e?|tout est (?:bon|ok|"
    r"en ordre|regle|rentre dans l ordre)|resolu|regle|plus de (?:probleme|souci)",
    filler=r"ok|d accord|dac|parfait|super|genial|tres bien|excellent|impeccable|nickel|oui|"
    r"bien recu|bien note|c est note|entendu|top|formidable|bravo|et|bon travail|beau travail",
    solved=r"\b(?:marche|fonctionne)(?:nt)? (?:a nouveau|de nouveau|bien|maintenant|"
    r"parfaitement)\b|\best (?:maintenant )?(?:resolu|regle|repare)e?\b|\bremarche\b|"
    r"\brentre dans l ordre\b",
    broken=r"\bpas\b|\btoujours\b|\brien\b|\ben panne\b|\bmeme (?:probleme|erreur|panne)\b|"
    r"\berreurs?\b|\bplante\b|\bcassee?\b|^non\b|\bmalheureusement\b|\bjamais\b|\bpire\b|"
    r"\bn[e ] ?\w+ plus\b|\bpersonne\b|\bpareil\b|\bmeme chose\b|\brecommence\b|\b(?:re)?bugue?\b|"
    r"\bencore en\b",
)

SPANISH = Language(
    code="es",
    greeting=r"hola(?: a todos)?|buen(?:os)? dias?|buenas(?: tardes| noches)?|"
    r"estimad[oa]s?(?: senor(?:a|es)?)?|querid[oa]s?",
    closing=r"(?:un )?(?:cordial(?:es)? |atento |afectuosos )?saludos?(?: cordial(?:es)?)?|"
    r"atentamente|(?:un )?abrazos?|hasta (?:luego|pronto)|buen (?:dia|fin de semana)|"
    r"que tengas? (?:un )?(?:buen|lindo) dia",
    thanks=r"(?:(?:muchas|muchisimas|mil|infinitas) )?(?:gracias|agradecid[oa]s?|"
    r"muy agradecid[oa]s?|(?:se |os |te |les |le )?(?:lo )?agradezco|(?:se |os |te |les |le )"
    r"(?:lo )?agradecemos)(?: (?:a todos|de nuevo|otra vez|nuevamente|mucho|equipo))*(?: por "
    r"(?:todo|ayer|(?:su|tu|la|el|vuestra|vuestro|tan)(?: (?:rapida|pronta|gran|buena|rapido))* "
    r"(?:ayuda|respuesta|apoyo|soporte|informacion|info|mensaje|correo|atencion|trabajo|gestion|"
    r"rapidez|servicio|solucion)(?: (?:rapida|tan rapida|rapido))?))?",
    works=r"(?:(?:ya|ahora|todo|esto|si|me|nos) )*(?:funciona|anda bien|va bien|esta"
    r"(?: (?:ya|todo))* (?:funcionando|arreglado|solucionado|resuelto|bien|ok|listo|operativo))"
    r"(?: (?:ya|de nuevo|otra vez|nuevamente|bien|muy bien|correctamente|perfectamente|perfecto|"
    r"todo|ahora))*|(?:(?:el|nuestro|mi) )?problema(?: (?:ya|esta|ha sido|fue|quedo))* "
    r"(?:solucionado|resuelto|arreglado)|(?:ya )?(?:solucionado|resuelto|arreglado|listo)|ya esta|"
    r"todo "
    r"(?:bien|ok|en orden)",
    filler=r"ok|vale|perfecto|genial|estupendo|excelente|muy bien|bien|de acuerdo|si|entendido|"
    r"recibido|fenomenal|fantastico|bueno|maravilloso|buenisimo|y|buen trabajo|gran trabajo",
    solved=r"\bfuncionan? (?:de nuevo|otra vez|ya|bien|perfectamente|ahora)\b|\bya funcionan?\b|"
    r"\besta (?:ya )?(?:solucionado|resuelto|arreglado)\b",
    broken=r"\bno\b|\bsiguen?\b|\btodavia\b|\baun\b|\bnada\b|\bnadie\b|\bfallan?\b|\bfallo\b|"
    r"\brot[oa]s?\b|\bmism[oa] (?:problema|error|fallo)\b|\bcaid[oa]s?\b|\bpeor\b|"
    r"\blamentablemente\b|\bnunca\b|\btampoco\b|\bigual\b",
)

ITALIAN = Language(
    code="it",
    greeting=r"ciao(?: a tutti)?|buongiorno|buonasera|salve|gentil[ei]|car[oaie]|egregi[oa]|"
    r"spett\w*",
    closing=r"(?:cordiali |distinti |cari |tanti )?saluti|cordialmente|buona (?:giornata|serata)|"
    r"a presto|buon (?:lavoro|weekend)",
    thanks=r"(?:(?:molte|mille|tante) )?(?:grazie|(?:ti|vi|la) ringrazio|(?:ti|vi|la) ringraziamo)"
    r"(?: (?:mille|tante|infinite|di cuore|ancora|a tutti|molto|infinitamente))*(?: per (?:tutto|"
    r"ieri|(?:l|il|la|il vostro|la vostra|il tuo|la tua) (?:aiuto|risposta|supporto|intervento|"
    r"assistenza|informazione|messaggio|disponibilita)(?: rapid[oa])?))?",
    works=r"(?:(?:ora|adesso|tutto|gia|si) )*(?:funziona|va bene|e (?:risolto|a posto|sistemato|"
    r"tutto ok|tutto a posto))(?: (?:di nuovo|bene|tutto|ora|adesso|perfettamente|benissimo))*|"
    r"tutto (?:ok|bene|a posto|risolto)|(?:(?:il )?problema )?(?:e stato )?(?:risolto|sistemato)",
    filler=r"ok|va bene|perfetto|ottimo|benissimo|si|d accordo|ricevuto|capito|fantastico|bene|"
    r"eccellente|e|ottimo lavoro",
    solved=r"\bfunzionan?[oa]? (?:di nuovo|ora|adesso|bene|perfettamente)\b|\be (?:stato "
    r")?risolto\b",
    broken=r"\bnon\b|\bniente\b|\bguast[oa]\b|\brott[oa]\b|\berrore\b|\bstesso (?:problema|"
    r"errore)\b|"
    r"\bpeggio\b|\bpurtroppo\b|\bnessuno\b",
)  # fmt: skip

DUTCH = Language(
    code="nl",
    greeting=r"hallo(?: allemaal)?|hoi|hey|dag|beste|geachte(?: heer| mevrouw)?|"
    r"goede(?:morgen|middag|avond|ndag)",
    closing=r"(?:met )?(?:vriendelijke|hartelijke|beste|lieve) groet(?:en)?|mvg|groet(?:en|jes)?|"
    r"fijne (?:dag|avond|weekend)|tot ziens",
    thanks=r"(?:(?:heel|hartelijk|vriendelijk|heel erg|super|veel) )?(?:bedankt|dank je(?: wel)?|"
    r"dank u(?: wel)?|dankjewel|dankuwel|dank)(?: (?:hoor|nogmaals|allemaal))*(?: voor (?:alles|"
    r"gisteren|(?:de|het|uw|jullie|je)(?: (?:snelle|goede|fijne))* (?:hulp|reactie|antwoord|"
    r"ondersteuning|service|info|informatie|bericht|moeite|oplossing)))?",
    works=r"(?:(?:het|alles|nu|ja) )*(?:werkt|doet het|is (?:opgelost|gefixt|in orde|ok))"
    r"(?: (?:nu|weer|goed|prima|perfect|alles|allemaal))*|(?:het )?probleem is (?:nu )?(?:opgelost|"
    r"verholpen)|opgelost|verholpen",
    filler=r"ok|oke|prima|perfect|top|super|goed|mooi|fijn|ja|akkoord|begrepen|ontvangen|"
    r"geweldig|helder|en|goed werk",
    solved=r"\bwerk(?:t|en) (?:nu )?weer\b|\bdoe[nt]* het weer\b|\bis (?:nu )?(?:opgelost|"
    r"verholpen)\b",
    broken=r"\bniet\b|\bgeen\b|\bnog steeds\b|\bkapot\b|\bstoring\b|\bfout(?:melding)?\b|^nee\b|"
    r"\bhelaas\b|\bniets\b|\bzelfde\b|\bniemand\b",
)

PORTUGUESE = Language(
    code="pt",
    greeting=r"ola(?: a todos)?|oi|bom dia|boa (?:tarde|noite)|car[oa]s?|prezad[oa]s?",
    closing=r"(?:com os )?(?:melhores |atenciosos |os )?cumprimentos|atenciosamente|(?:um "
    r")?abracos?|"
    r"ate (?:logo|breve)|bom fim de semana|saudacoes",
    thanks=r"(?:(?:muito|muitissimo) )?(?:obrigad[oa]s?|brigad[oa]|agradeco|agradecemos|valeu)"
    r"(?: (?:a todos|mesmo|imenso|muito|novamente|mais uma vez))*(?: (?:por tudo|pel[ao]"
    r"(?: (?:vossa|sua|tua|rapida|boa))* (?:ajuda|resposta|apoio|suporte|informacao|mensagem|"
    r"atencao|rapidez|servico)))?",
    works=r"(?:(?:ja|agora|tudo|isto|sim) )*(?:funciona|funcionou|deu certo|esta(?: (?:ja|tudo))* "
    r"(?:a funcionar|funcionando|resolvido|ok|bem|certo|arranjado))(?: (?:de novo|novamente|bem|"
    r"perfeitamente|agora|outra vez|tudo))*|(?:o )?problema(?: (?:esta|foi|ja))* resolvido|"
    r"resolvido|"
    r"tudo (?:bem|ok|certo)",
    filler=r"ok|certo|perfeito|otimo|excelente|beleza|sim|entendido|recebido|maravilha|bom|e|"
    r"bom trabalho",
    solved=r"\bfuncionam? (?:de novo|novamente|agora|bem)\b|\bja funcionam?\b|"
    r"\b(?:esta|foi) (?:ja )?resolvido\b",
    broken=r"\bnao\b|\bainda\b|\bnada\b|\bfalhas?\b|\bavariad[oa]\b|\bmesm[oa] (?:problema|erro)\b|"
    r"\bpior\b|\binfelizmente\b|\bnunca\b|\bninguem\b",
)

AGREES = frozenset(("yes", "yep", "yeah", "yup", "ja", "jawohl", "jo", "oui", "si", "sim"))
"""Alone they answer a question that we don't know: neither thanks nor trouble."""

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE)
