"""An app above problems with a kind of its own: what it has to bring along, and nothing else."""
