"""Chat, push and text messages, by gateways that each person names for themselves."""
