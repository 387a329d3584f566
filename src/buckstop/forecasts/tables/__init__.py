"""What may be taken out of forecasts, a file each."""
