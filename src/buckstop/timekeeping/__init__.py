"""How long people worked on what, so that a customer can be sent a bill; never who is faster."""
