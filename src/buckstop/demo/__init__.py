"""The demo company: Halden IT, with customers, staff and sixty days of work.

`buckstop demo` fills an empty database through the same verbs as everybody uses, in simulated time,
so its ledger verifies. `stories` says what customers write and what we answer; `courses` how such a
story goes; `plan` which story happens to whom, when, and how; `acts` does one thing of a course;
`world` lets the time pass; `filling` goes through it all day by day. Each day is one transaction that
ends with an entry in the house's chain: interrupted, it goes on where it was.
"""
