"""What may be done with a provider; who administers the house, the doors ask."""

from django.utils.translation import gettext as _

from buckstop.identity.models import CustomerProvider, Directory, GroupRule, Provider, SigningKey
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Contact, Customer, Person
from buckstop.people.permissions.contacts import administers
from buckstop.people.permissions.customers import is_there
from buckstop.people.roles import Capability, can


def may_change_provider(provider: Provider) -> Refusal | None:
    """While it is there."""
    if provider.ended_at is None:
        return None
    return Refusal("ended", _("That provider was removed."))


def may_switch_off(provider: Provider) -> Refusal | None:
    """While it is there."""
    return may_change_provider(provider)


def may_switch_on(provider: Provider) -> Refusal | None:
    """While it is there."""
    return may_change_provider(provider)


def may_end_provider(provider: Provider) -> Refusal | None:
    """Once."""
    return may_change_provider(provider)


def may_come_in_by(provider: Provider) -> Refusal | None:
    """While it is on."""
    if provider.is_on:
        return None
    return Refusal("off", _("Nobody comes in by %(name)s now.") % {"name": provider.name})


def may_make_next_signing_key() -> Refusal | None:
    """While there are not two already."""
    if not SigningKey.objects.filter(ended_at=None, signs=False).exists():
        return None
    return Refusal("two", _("There is a new key already. Let this desk sign with it first."))


def may_sign_with_next_key() -> Refusal | None:
    """Once there is another."""
    if SigningKey.objects.filter(ended_at=None, signs=False).exists():
        return None
    return Refusal("none", _("There is no new key. Make one, and tell the providers of it."))


def may_remove_rule(rule: GroupRule) -> Refusal | None:
    """Once."""
    return None if rule.until is None else Refusal("over", _("That was removed already."))


def may_be_emergency_person(person: Person) -> Refusal | None:
    """An admin who works here and has a password."""
    if not (person.is_active and can(person.role, Capability.ADMINISTER)):
        sentence = _("Only an admin can be the emergency person.")
        return Refusal("not-admin", sentence, "emergency")
    if not person.has_usable_password():
        sentence = _("%(who)s has no password yet. They choose one first.") % {"who": person}
        return Refusal("no-password", sentence, "emergency")
    return None


def may_renew_directory(directory: Directory) -> Refusal | None:
    """While it says something."""
    if directory.ended_at is None:
        return None
    return Refusal("ended", _("That directory says nothing any more."))


def may_end_directory(directory: Directory) -> Refusal | None:
    """Once."""
    return may_renew_directory(directory)


def may_add_customer_provider(
    customer: Customer, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """An admin of the house, and who administers the customer’s people: `theirs` is as whom of
    them they act."""
    if refusal := is_there(customer):
        return refusal
    if administers(actor, theirs) or can(actor, Capability.ADMINISTER):
        return None
    says = _("Only an admin here, or who administers their people, can do that.")
    return Refusal("not-theirs", says)


def may_change_customer_provider(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """The same, while it is there."""
    if refusal := may_add_customer_provider(provider.customer, actor, theirs):
        return refusal
    if provider.ended_at is None:
        return None
    return Refusal("ended", _("That provider was removed."))


def may_try_customer_provider(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """The same."""
    return may_change_customer_provider(provider, actor, theirs)


def may_switch_customer_provider_off(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """The same."""
    return may_change_customer_provider(provider, actor, theirs)


def may_switch_customer_provider_on(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """The same."""
    return may_change_customer_provider(provider, actor, theirs)


def may_end_customer_provider(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """The same."""
    return may_change_customer_provider(provider, actor, theirs)


def may_shut_mail_links(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """The same, once somebody came in by it as it is now: nobody shuts themselves out."""
    if refusal := may_change_customer_provider(provider, actor, theirs):
        return refusal
    if not provider.is_on:
        return Refusal("off", _("It is switched off: nobody could come in."))
    if provider.proved_at is None:
        says = _("Nobody has come in by it yet. Come in by it once, then say so.")
        return Refusal("unproved", says)
    return None


def may_open_mail_links(
    provider: CustomerProvider, actor: Actor, theirs: Contact | None
) -> Refusal | None:
    """Whoever may change it: of the house, too, where a provider lets nobody in."""
    return may_change_customer_provider(provider, actor, theirs)


def may_come_in_as_contact(provider: CustomerProvider) -> Refusal | None:
    """While it is on, and its customer is one of its own."""
    if provider.is_on:
        return is_there(provider.customer)
    return Refusal("off", _("Nobody comes in by %(name)s now.") % {"name": provider.name})
