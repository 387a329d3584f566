"""Other products, filled here and imported from, to compare what came with what they hold."""
