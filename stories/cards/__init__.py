"""An app above problems: customers get a card by pigeon post. All that it brings is in here."""
