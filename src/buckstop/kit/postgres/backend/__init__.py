"""Django's connection to PostgreSQL, for databases of several servers: see `base`."""
