"""Tests of the house itself: who knows whom, how big, and whether the documents are true."""
