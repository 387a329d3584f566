"""What customers write and what becomes of it, by theme; `library` has them all."""
