"""Journeys: the steps of our problems, where customers lose time, and the problems behind."""
