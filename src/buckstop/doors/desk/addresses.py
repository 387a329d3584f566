"""The desk's addresses: each stands once, for Django to read and for pages to lead there."""

import re
from typing import Any
from urllib.parse import urlencode

_PART = re.compile(r"<[^>]+>")


class Address:
    """One address, such as `problems/P-<number:number>/handoffs/`."""

    def __init__(self, route: str) -> None:
        self.route = route
        self.parts = len(_PART.findall(route))
        self._shape = "/" + _PART.sub("{}", route)

    def url(self, *parts: object, **query: Any) -> str:
        """The address with its parts filled in, in their order; `query` follows where it says
        something. Plain text, since a page has a hundred of them and reversing takes a while."""
        assert len(parts) == self.parts, f"{self.route} has {self.parts} parts"
        given = {name: value for name, value in query.items() if value}
        return self._shape.format(*parts) + (f"?{urlencode(given)}" if given else "")


WORK = Address("")
PROBLEMS = Address("problems/")
PROBLEMS_FILE = Address("problems/list.csv")
SAVED_VIEW = Address("problems/views/<uuid:key>/")
PROBLEM = Address("problems/P-<number:number>/")
SUPPLIER_ASK = Address(f"{PROBLEM.route}supplier-asks/<uuid:key>/")
SUPPLIER_ASK_FILE = Address(f"{PROBLEM.route}supplier-asks/<uuid:key>/files/<uuid:file>/")
PRESENCE = Address(f"{PROBLEM.route}presence/")
DRAFT = Address(f"{PROBLEM.route}drafts/<slug:place>/")
PROBLEM_SNIPPETS = Address(f"{PROBLEM.route}snippets/")
SNIPPETS = Address("snippets/")
SNIPPET = Address("snippets/<uuid:key>/")
NAMES = Address("people/names/")
LABELS = Address("labels/")
LABEL = Address("labels/<uuid:key>/")
SNIPPET_USES = Address(f"{SNIPPET.route}uses/")
DRAFT_FILE = Address("drafts/files/<uuid:key>/")
AFFECTED = Address(f"{PROBLEM.route}affected/")
REVIEW = Address(f"{PROBLEM.route}review/")
OUTCOMES = Address("outcomes/")
FIGURE = Address("outcomes/<slug:figure>/")
AT_RISK = Address("at-risk/")
CAUSES = Address("causes/")
CAUSE = Address("causes/<uuid:key>/")
JOURNEYS = Address("journeys/")
JOURNEYS_BEHIND = Address(f"{JOURNEYS.route}behind/")
JOURNEYS_FILE = Address(f"{JOURNEYS.route}map.csv")
LEDGER = Address(f"{PROBLEM.route}ledger/")
LEDGER_EXPORT = Address(f"{LEDGER.route}exports/<uuid:key>/")
SEARCH = Address("search/")
LOG = Address("log/")
LOG_CUSTOMERS = Address(f"{LOG.route}customers/")
LOG_SIMILAR = Address(f"{LOG.route}similar/")
PEOPLE = Address("people/")
PERSON = Address("people/<uuid:key>/")
CUSTOMERS = Address("customers/")
CUSTOMER = Address("customers/<uuid:key>/")
BRIEFING = Address(f"{PROBLEM.route}briefing/")
BRIEFINGS = Address("briefings/")
BRIEF = Address("customers/<uuid:key>/brief/")
MY_CUSTOMERS = Address("my-customers/")
TRUST = Address(f"{CUSTOMER.route}trust/")
CONTACT = Address("contacts/<uuid:key>/")
ROSTER = Address("roster/")
ROSTER_OVERRIDE = Address(f"{ROSTER.route}overrides/new/")
TEAMS = Address("teams/")
TEAM = Address("teams/<uuid:key>/")
GOING = Address("going/")
LADDERS = Address("ladders/")
COVERAGE = Address("coverage/")
CONCERNS = Address("concerns/")
CONCERN = Address("concerns/<uuid:key>/")
SPEAK_UP = Address("speak-up/")
SPEAK_UP_READING = Address("speak-up/reading/")
SPEAK_UP_WORDS = Address("speak-up/words/")
AUDITOR = Address("auditor/")
SUPPLIERS = Address("suppliers/")
SUPPLIERS_FILE = Address("suppliers/scorecard.csv")
SUPPLIER = Address("suppliers/<uuid:key>/")
SIGNALS = Address("signals/")
FIRSTS = Address("signals/found-first/")
SERVICES = Address("services/")
SERVICE = Address("services/<uuid:key>/")
HOUSE = Address("house/")
BRANDS = Address("brands/")
MAIL_ACCOUNTS = Address("mail-accounts/")
LEVELS = Address("levels/")
LIMITS = Address("limits/")
REMEDIES = Address("remedies/")
REMEDIES_FILE = Address(f"{REMEDIES.route}list.csv")
SETTINGS = Address(f"{HOUSE.route}settings/<slug:group>/")
SETTING_UP = Address("setting-up/")
SETTING_UP_STEP = Address(f"{SETTING_UP.route}<slug:step>/")
KEYS = Address("keys/")
WEBHOOKS = Address("webhooks/")
WEBHOOK = Address("webhooks/<uuid:key>/")
DELIVERIES = Address("deliveries/")
YOU = Address("you/")
NOTICES = Address("notices/")
BELL = Address(f"{NOTICES.route}bell/")
FILE = Address("files/<uuid:key>/")
MESSAGE_TEXT = Address("messages/<uuid:key>/text/")
MESSAGE_HTML = Address("messages/<uuid:key>/html/")
MESSAGE_RAW = Address("messages/<uuid:key>/raw/")
