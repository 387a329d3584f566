"""Pure decisions about suppliers."""
