"""Files of events read into the engine: CSV, XES, OCEL 2.0; and a report of every line left out.

Each format has a reader that yields its events as rows of texts, one file each. `taking_in` writes
them through one gate into the engine, which reads their times and says what it can't take.
"""
