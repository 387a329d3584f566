"""Configuration: what an organisation chooses about its desk, in the browser.

Words. A **setting** is one thing that may be chosen: it has a name, a kind, a label, a sentence on
what it does, a default and a **group**, which is a page. Each app says its own in its file
`settings`. What was chosen is **chosen**; what a variable of the environment says is **given**.

Guarantees. What is given wins over what was chosen, and can't be changed here. Each change is an
entry: who, what, from what, to what. A secret is sealed with the secret key before it is stored,
stands in no entry, and is read by the code that needs it alone. A change is heard of by every
process within a second.

Who calls it. Every app above, for what it does; the desk's pages, to show and to change it.
"""
