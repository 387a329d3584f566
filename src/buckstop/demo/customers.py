"""The customers of Halden IT and their people. All of them are made up."""

from buckstop.demo.shapes import Company, Someone

_LANGUAGES = {
    "lindenhof": "de", "theater-rosenau": "de", "gemeinde-oberwil": "de",
    "marais-cosmetics": "fr", "casa-olivar": "es",
}  # fmt: skip
"""The others are written to in English, as their mails are."""
_TIERS = {
    "nordbank": "gold", "sonnenberg-clinic": "gold", "alpina-hotels": "gold",
    "aare-treuhand": "silver", "fjordkreditt": "silver", "lumen-logistics": "silver",
    "kestrel-brokers": "silver", "orchid-travel": "silver",
}  # fmt: skip
_NOTES = {
    "nordbank": "Ask for Ms Sommer in the back office when Ines Keller is out.\n"
    "No restarts on the trading floor between 8:00 and 17:30.",
    "aare-treuhand": "Spring is their tax season: call before a change.",
    "fjordkreditt": "They write Norwegian and English; calls are in English.",
    "lumen-logistics": "Mr Rochat writes for them and for Alpina Hotels: ask which.",
    "alpina-hotels": "Reto Caduff prefers a call. The front desk is staffed at all hours.",
    "sonnenberg-clinic": "Nothing is switched off in ward B without Ms Meier’s word.",
    "orchid-travel": "Their day ends when ours begins: write before 10:00.",
    "lakeside-school": "Lessons until 15:40; the secretariat answers the phone.",
}

_IN_CLOUD = {"kestrel-brokers", "orchid-travel"}


def _company(
    name: str, domain: str, people: str, places: str, zone: str = "Europe/Zurich", phone: str = ""
) -> Company:
    """`people` and `places` are parted by commas."""
    found = [person.strip() for person in people.split(",")]
    return Company(
        name=name,
        domain=f"{domain}.example",
        zone=zone,
        people=tuple(Someone(person, f"{_local(person)}@{domain}.example") for person in found),
        places=tuple(place.strip() for place in places.split(",")),
        phone=phone,
        tier=_TIERS.get(domain, ""),
        language=_LANGUAGES.get(domain, "en"),
        note=_NOTES.get(domain, ""),
        in_cloud=domain in _IN_CLOUD,
    )


def _local(name: str) -> str:
    plain = name.lower().translate(str.maketrans("éèêàâüöäåøñíóçáñ", "eeeaauoaaonioca" + "n"))
    return ".".join(plain.replace("’", "").split())


NORDBANK = _company(
    "Nordbank", "nordbank", "Ines Keller, Matteo Frei, Birgit Sommer",
    "the Zurich branch, the Basel branch, the trading floor, the back office", phone="+41 44 555 01 10",
)  # fmt: skip
AARE = _company(
    "Aare Treuhand", "aare-treuhand", "Dominik Wyss, Sabine Lerch",
    "the Bern office, the Thun office", phone="+41 31 555 01 22",
)  # fmt: skip
FJORD = _company(
    "Fjordkreditt", "fjordkreditt", "Solveig Haugen, Nils Berge",
    "the Bergen office, the customer centre", "Europe/Oslo", "+47 55 55 01 90",
)  # fmt: skip

SHARED = "info@bluetenhof.example"
"""Two people of Blütenhof Gardens write from this one address."""

BLUETENHOF = Company(
    "Blütenhof Gardens", "bluetenhof.example", "Europe/Zurich",
    (Someone("Heidi Blatter", SHARED), Someone("Werner Blatter", SHARED)),
    ("the shop", "the greenhouse", "the packing room"),
)  # fmt: skip

CONSULTANT = Someone("Olivier Rochat", "olivier@rochat-conseil.example")
"""Writes for both Lumen Logistics and Alpina Hotels, who share him."""

LUMEN = _company(
    "Lumen Logistics", "lumen-logistics", "Karin Odermatt, Stefan Vogel, Aylin Demir",
    "hall 1, hall 3, the gate office, the Rotterdam depot", phone="+41 62 555 01 40",
)  # fmt: skip
ALPINA = _company(
    "Alpina Hotels", "alpina-hotels", "Reto Caduff, Elena Martin, Flurina Bezzola",
    "the front desk in Davos, the spa, the kitchen office, the Scuol house", phone="+41 81 555 01 15",
)  # fmt: skip

COMPANIES: tuple[Company, ...] = (
    NORDBANK, AARE, FJORD, BLUETENHOF, LUMEN, ALPINA,
    _company("Kanton Uri Vermessung", "uri-vermessung", "Toni Gisler, Vreni Arnold",
             "the map room, the field office"),
    _company("Sonnenberg Clinic", "sonnenberg-clinic",
             "Claudia Meier, Anton Huber, Miriam Stocker",
             "ward B, the reception, the X-ray room, the pharmacy", phone="+41 44 555 01 77"),
    _company("Tannwald Timber", "tannwald", "Beat Schnyder, Rita Furrer",
             "the sawmill office, the yard, the dispatch hut"),
    _company("Merian Architects", "merian-architects", "Lisa Merian, Jan Kowalski, Petra Haas",
             "the studio, the model shop, the plotter room"),
    _company("Rheinhafen Spedition", "rheinhafen-sped", "Urs Thommen, Gabriela Rossi",
             "the quay office, the customs desk, the control room"),
    _company("Kestrel Insurance Brokers", "kestrel-brokers", "Fiona Byrne, Graham Pike",
             "the London office, the claims team", "Europe/London", "+44 20 5550 0144"),
    _company("Bellweather Press", "bellweather", "Imogen Shaw, Tariq Aziz, Owen Lloyd",
             "the news desk, the print floor, the picture desk", "Europe/London"),
    _company("Hafslund Seafood", "hafslund-seafood", "Ragnhild Moe, Even Strand",
             "the cold store, the Tromsø plant", "Europe/Oslo"),
    _company("Polder Dairy", "polder-dairy", "Saskia de Wit, Joost Bakker",
             "the bottling hall, the lab, the farm portal", "Europe/Amsterdam"),
    _company("Marais Cosmetics", "marais-cosmetics", "Camille Laurent, Hugo Petit, Inès Moreau",
             "the Lyon lab, the boutique, the packing line", "Europe/Paris"),
    _company("Casa Olivar", "casa-olivar", "Lucía Ortega, Javier Prieto",
             "the mill, the tasting room, the export office", "Europe/Madrid"),
    _company("Torre Ceramics", "torre-ceramics", "Giulia Conti, Marco Ferrari",
             "the kiln hall, the showroom", "Europe/Rome"),
    _company("Lakeside School", "lakeside-school", "Barbara Kunz, Daniel Roth, Simone Arn",
             "the staff room, room 204, the library, the secretariat"),
    _company("Gemeinde Oberwil", "gemeinde-oberwil", "Kurt Zbinden, Monika Jost",
             "the town hall, the counter, the archive"),
    _company("Falke Precision", "falke-precision", "Jürgen Falk, Andrea Weiss, Marek Dvorak",
             "the tool shop, line 2, the measuring room, the canteen", "Europe/Berlin"),
    _company("Brightwater Energy", "brightwater", "Helen Marsh, Callum Reid",
             "the control centre, the Leith office", "Europe/London"),
    _company("Sternwarte Optik", "sternwarte-optik", "Ursina Cavelti, Lukas Hefti",
             "the workshop, the Chur shop"),
    _company("Vinea Wine Trade", "vinea", "Pascal Favre, Anne Chevalley",
             "the cellar office, the order desk"),
    _company("Helvetia Parcels", "helvetia-parcels", "Sandra Bühler, Milan Jovanovic",
             "the sorting centre, dock 7, the call centre"),
    _company("Orchid Travel", "orchid-travel", "Grace Lim, Wei Jie Ong",
             "the Singapore office, the airport counter", "Asia/Singapore"),
    _company("Pflegezentrum Lindenhof", "lindenhof", "Ruth Wenger, Selina Graf",
             "station 2, the night desk, the kitchen"),
    _company("Quarzwerk Minerals", "quarzwerk", "Holger Brandt, Silke Neumann",
             "the quarry, the lab, the weighbridge", "Europe/Berlin"),
    _company("Museum of Clocks", "museum-of-clocks", "Theo Lang, Antonia Rey",
             "the ticket desk, the depot, the shop"),
    _company("Zenit Fitness", "zenit-fitness", "Kevin Amrein, Laura Pfister",
             "the Luzern studio, the Zug studio, the front desk"),
    _company("Adler Apotheke", "adler-apotheke", "Christine Sigrist, Noah Blaser",
             "the counter, the lab, the store room"),
    _company("Baumann Catering", "baumann-catering", "Marcel Baumann, Tina Suter",
             "the central kitchen, the event office"),
    _company("Northgate Legal", "northgate-legal", "Rebecca Stone, Amir Khan",
             "the Manchester office, the court room desk", "Europe/London"),
    _company("Insel Ferries", "insel-ferries", "Heike Petersen, Ole Hansen",
             "the ticket hall, the ferry Undine, the harbour office", "Europe/Berlin"),
    _company("Rosengarten Housing", "rosengarten", "Manuela Steiner, Fabian Keller",
             "the tenants’ office, the caretakers’ hut"),
    _company("Tessin Textiles", "tessin-textiles", "Chiara Bernasconi, Luca Pedrazzini",
             "the dye house, the Lugano office"),
    _company("Skyline Cranes", "skyline-cranes", "Robert Egger, Nadine Zaugg",
             "the site office, the yard, the workshop"),
    _company("Wasserwerk Seetal", "wasserwerk-seetal", "Peter Amstutz, Corinne Fuchs",
             "the pumping station, the control room"),
    _company("Helios Solar", "helios-solar", "Yannick Maurer, Deborah Lehmann",
             "the warehouse, the planning office, the vans"),
    _company("Stadttheater Rosenau", "theater-rosenau", "Valerie Koch, Emil Baur",
             "the box office, the sound booth, the costume shop"),
)  # fmt: skip
