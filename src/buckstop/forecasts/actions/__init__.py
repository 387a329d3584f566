"""Making forecasts, and noting what came of them."""
