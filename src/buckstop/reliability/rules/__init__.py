"""Pure rules of reliability."""
