"""The demo's mail viewer: what people got, and an answer as if one were them. No log-in."""
