"""Letters: what we write to customers, one a file, with the words it has in a template beside it.

A letter is a class of `letter.Letter` in a file of its own here, and `<code>.jinja` beside it. The
class says which facts the letter follows, for which cases, and all that others need to know of it;
nothing else names it. Every file here is read at start-up, so that its letter is registered. An app
above has a folder of this name for its own.
"""
