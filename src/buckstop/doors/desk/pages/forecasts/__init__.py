"""Forecasts: how good each kind was of late, beside saying every time the same."""
