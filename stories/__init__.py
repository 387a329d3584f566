"""Stories: whole, few, no mocks. Real SMTP, real PostgreSQL, a real browser; only time is moved."""
