"""Persons, customers, addresses, one-time links and keys."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from buckstop.kit.addresses import normal
from buckstop.kit.folding import Digits, Fold, trigrams
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Body, Chain
from buckstop.people.bare_names import BareName
from buckstop.people.languages import Language
from buckstop.people.roles import Capability, Role, can


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by what they log in with."""

    def get_by_natural_key(self, username: str | None) -> Any:
        typed = username or ""
        return self.get(email=normal(typed) or typed.lower())


class Person(AbstractBaseUser):
    """Anybody with a name: staff, a customer's contact, somebody of a supplier.

    `email` is what staff log in with, `languages` are those that they speak with customers,
    `reads_in` is the one that they chose for pages and mails, by its code; `columns` are those of
    their lists of problems, where they chose any; the `picture` is one of our own making
    (`kit.portraits`). `unnamed` is the first admin, until they have said who they are;
    `barred_at` is somebody who comes in no more, while what they own waits for another to take it;
    `erased_at` is somebody whose name and addresses are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    public_name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices)
    email = models.EmailField(unique=True, null=True)
    zone = models.CharField(max_length=50, default="")
    languages = ArrayField(models.CharField(max_length=5, choices=Language), default=list)
    picture = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    reads_in = models.CharField(max_length=5, default="", db_default="", blank=True)
    columns = ArrayField(models.CharField(max_length=20), null=True)
    unnamed = models.BooleanField(default=False)
    barred_at = models.DateTimeField(null=True)
    last_day = models.DateField(null=True)  # of one of us, where it is known
    deactivated_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="staff", condition=~models.Q(role=Role.CONTACT)),
            trigrams(Fold("name"), "person_found"),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.deactivated_at is None and self.barred_at is None

    @property
    def is_staff_member(self) -> bool:
        return can(self.role, Capability.BE_STAFF)

    @property
    def keeps_times(self) -> bool:
        """Whether what they owe can be missed."""
        return can(self.role, Capability.KEEP_TIMES)

    @property
    def is_leader(self) -> bool:
        return can(self.role, Capability.LEAD)

    def actor(self) -> Actor:
        """This member of staff, acting."""
        return Actor(ActorKind.STAFF, self.pk, role=self.role)


class Customer(models.Model):
    """An organisation or a private person whose problems we own.

    `note` is what everybody at the desk should know about them, `tier` what the house calls the
    care that they get ("gold"), `language` the one they are spoken to in, as its code. One that was
    merged points at the customer that it is now; nothing new is filed under it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    zone = models.CharField(max_length=50, default="")
    tier = models.CharField(max_length=40, default="", db_default="", blank=True)
    language = models.CharField(
        max_length=5, choices=Language, default="", db_default="", blank=True
    )
    private = models.BooleanField(default=False)
    manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="customer_name"),
            trigrams(Fold("name"), "customer_found"),
            models.Index(BareName("name"), name="customer_bare_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Merger(models.Model):
    """Two customers that are one, and what came along, which goes back if they are two after all.

    `contacts`, `cases`, `domains`: what `customer` had and `into` got; `ended`: contacts of
    `customer` who spoke for `into` already; `resumed`: those of `into` who do so again by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    contacts = ArrayField(models.UUIDField(), default=list)
    ended = ArrayField(models.UUIDField(), default=list)
    resumed = ArrayField(models.UUIDField(), default=list)
    cases = ArrayField(models.UUIDField(), default=list)
    domains = ArrayField(models.CharField(max_length=253), default=list)
    merged_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], name="merged_once", condition=models.Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer} into {self.into}"


class Domain(models.Model):
    """A mail domain whose people are contacts of one customer."""

    name = models.CharField(max_length=253, primary_key=True)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="domains")

    class Meta:
        indexes = [trigrams(Fold("name"), "domain_found")]

    def __str__(self) -> str:
        return self.name


class Access(models.TextChoices):
    """What a customer's person sees in the portal."""

    OWN = "own", _("Only what is theirs")
    OPEN = "open", _("All but what is confidential")
    ALL = "all", _("All")
    ADMINISTRATOR = "admin", _("All, and who of them sees what")


class Contact(models.Model):
    """A person who may speak for a customer, until `ended_at`; `sees`: of its cases."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_for")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="contacts")
    sees = models.CharField(
        max_length=5, choices=Access, default=Access.OWN, db_default=Access.OWN.value
    )
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "customer"], name="contact_once")]

    def __str__(self) -> str:
        return f"{self.person} of {self.customer}"


class Address(models.Model):
    """Where a contact gets mail or calls from, until `ended_at`; several people may share one.

    Our mail goes to the one of the lowest `rank`, of those to the one known longest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="addresses")
    email = models.CharField(max_length=254, default="", blank=True)
    phone = models.CharField(max_length=40, default="", blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "email"], name="address_once", condition=~models.Q(email="")
            )
        ]
        indexes = [
            models.Index(fields=["email"], name="address_email"),
            trigrams(Fold("email"), "address_found"),
            trigrams(Digits("phone"), "phone_found"),
        ]

    def __str__(self) -> str:
        return self.email or self.phone


class OneTimeLink(models.Model):
    """Lets one member of staff in, once, to choose how they log in.

    `mailed`: it went to their address by itself, so a second step is asked for where there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    mailed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"for {self.person_id}"


class Scope(models.TextChoices):
    RAISE = "raise", _("Raise problems")
    READ = "read", _("Read")
    WRITE = "write", _("Write")


class Key(models.Model):
    """Lets a program use the API; only a digest of it is kept.

    `team`: it sees what is with that team alone. `person`: it acts as that member of staff, with
    what their role lets them do. `ends_at`: from then on it opens nothing. `networks`: from where
    it opens; from everywhere where none is named.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    scope = models.CharField(max_length=5, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # the last time, to the minute
    withdrawn_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    team = models.UUIDField(null=True)  # teams stand in a row above
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    networks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    end_told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def actor(self) -> Actor:
        """The program, acting; or the person whose key it is."""
        if self.person is not None:
            return self.person.actor()
        return Actor(ActorKind.KEY, self.pk, role=self.scope)

    @property
    def writes(self) -> bool:
        return self.scope == Scope.WRITE

    def opens(self, at: datetime) -> bool:
        """Whether it lets anybody in at `at`."""
        if self.withdrawn_at is not None or (self.ends_at is not None and self.ends_at <= at):
            return False
        return self.person is None or (self.person.is_active and self.person.is_staff_member)


class Brand(models.Model):
    """A name under which the house speaks to customers, with its look; without one it is itself.

    `address` is the one of the desk's that its letters come from; what is empty is the house's.
    `signature` stands below what is written in its name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=254)
    accent = models.CharField(max_length=7, blank=True)
    logo = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=5, choices=Language, blank=True)
    signature = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_brand_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """Its name, as an address can have it; its key where no letter of it is left."""
        return slugify(self.name) or str(self.pk)


class BrandAddress(models.Model):
    """Which brand an address of the desk is of, and the language of who writes there."""

    address = models.CharField(max_length=254, primary_key=True)
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, related_name="addresses")
    language = models.CharField(max_length=5, choices=Language, blank=True)

    def __str__(self) -> str:
        return f"{self.address}: {self.brand}"


class House(models.Model):
    """The organisation itself: one row, whose chain records who joined, who may do what, and how
    its settings were changed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_house")]

    def __str__(self) -> str:
        return "the house"


class SavedView(models.Model):
    """A list of problems that somebody keeps under a name: what its address asks for. `shared`:
    everybody of the desk has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=60)
    asks = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["saved_at"],
                name="saved_view_kept",
                condition=models.Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
