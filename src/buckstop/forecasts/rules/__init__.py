"""Pure rules of forecasts."""
