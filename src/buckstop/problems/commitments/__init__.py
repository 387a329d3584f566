"""What people owe each other by a time: one class a kind of it, and the conversation all share.

A **kind** says what it is and what becomes of it: its words, its audience, what it does when it is
due, when the owner changes, when who owes it leaves. `kind.Kind` is the register; `machine.TABLE`
the conversation for action, turn by turn; `owed` has the verbs of it that any kind may take.

To add one: a file with a class of `Kind` in the folder `commitments` of the app that has it. It is
found at start-up; `owed.owe` makes one, and the pages, *My work*, the API, the clock and the
ledger's replay know it by what its class says. A template beside it, `<file>.html`, says what the
pages say of one besides its line.
"""
