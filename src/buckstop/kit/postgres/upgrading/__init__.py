"""The embedded database's data, made by an older PostgreSQL, for the one that is installed now.

    upgrading.upgrade(Place(folder), say=print)

The folder says how far it is, so that whatever was killed at any step is only done again:

data            of the older PostgreSQL, until the new one is whole: only read until then
data.upgraded   being made; thrown away and made anew, unless it holds the file `whole`
data.before-18  the older one, once the new one has taken its place: kept until people remove it
"""

from buckstop.kit.postgres.upgrading.steps import is_under_way, needed, upgrade

__all__ = ["is_under_way", "needed", "upgrade"]
