"""Pure rules of prevention."""
