"""Of which sort an entry of the house's chain is. Kinds are named by their code, since apps beside
this one have some of them; what stands nowhere here isn't on the page."""

from buckstop.oversight.models import Sort

_OF: dict[Sort, str] = {
    Sort.LOG_IN: (
        "logged-in log-in-held-back log-in-link-made log-in-link-used password-chosen"
        " sessions-ended account-linked logged-out-there"
    ),
    Sort.PEOPLE: (
        "staff-added role-changed staff-deactivated staff-barred staff-returned person-changed"
        " last-day-set last-day-dropped taken-in let-go"
    ),
    Sort.KEYS: (
        "key-added key-withdrawn secret-key-changed secret-keys-withdrawn signing-key-made"
        " signing-key-used"
    ),
    Sort.SETTINGS: "setting-changed brand-added brand-changed brand-ended address-set",
    Sort.WAYS_IN: (
        "provider-added provider-changed provider-off provider-on provider-ended group-rule-added"
        " group-rule-removed directory-added directory-renewed directory-ended group-said"
    ),
    Sort.EXPORTS: "exported",
    Sort.LOOKS: "customer-marked customer-unmarked customer-seen",
    Sort.ERASING: (
        "person-erased customer-erased words-expired retention-run hold-set hold-ended period-set"
        " period-ended"
    ),
}
SORTS: dict[str, Sort] = {code: sort for sort, codes in _OF.items() for code in codes.split()}
