"""How long what was said is kept: the rules, what would go, and what each night's run did."""
