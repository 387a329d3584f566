"""Rows become what the templates show."""
