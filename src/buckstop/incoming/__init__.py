"""Mail that came in: kept whole, read, matched and filed with its problem, in this order."""
