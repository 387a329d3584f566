"""Rules of keeping are said, holds set, and what is past its time erased."""
