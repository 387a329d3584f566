"""How it turned out, counted of what stands in the tables; nothing here writes."""
