"""Letters: what we write to customers, one a file, with the words it has in a template beside it.

A letter is a class of `letter.Letter` in a file of its own here, and `<code>.jinja` beside it. The
class says which facts the letter follows, for which cases, and all that others need to know of it;
nothing else names it. Every file here is read at start-up, so that its letter is registered.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
