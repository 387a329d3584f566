"""Buckstop: the desk for organisations that own their customers' problems."""
