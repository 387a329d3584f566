"""Mail that leaves by a provider's API, in place of a relay: who there is, and how it is handed
over. The letter is the same one that a relay would get."""
