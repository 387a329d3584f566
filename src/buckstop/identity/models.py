"""Providers, whose their accounts are, and what groups mean here."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from buckstop.configuration.sealed import SealedText
from buckstop.coverage.models import Team
from buckstop.identity.openid.registration import Registration
from buckstop.kit.ids import uuid7
from buckstop.people.models import Customer, Person
from buckstop.people.roles import Role


class Protocol(StrEnum):
    """How a provider says it: OpenID Connect or SAML 2.0."""

    OPENID = "openid"
    SAML = "saml"


class Provider(models.Model):
    """A program that says who somebody is. Its secret is sealed.

    `domains`: only who has a verified address there comes in by it; all where empty. `vouches`:
    its addresses count as verified though it doesn't say so. `joins`: who isn't one of us yet
    becomes one at their first log-in, as `role`. `groups` is the claim that names groups. `strong`:
    it asks for a second step itself. `metadata`: what a SAML provider says of itself, or where.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    protocol = models.CharField(max_length=8, default="openid", db_default="openid")
    name = models.CharField(max_length=80)
    metadata = models.TextField(blank=True, default="", db_default="")
    issuer = models.CharField(max_length=500)
    client = models.CharField(max_length=300)
    secret = SealedText(blank=True)
    scopes = models.CharField(max_length=300, blank=True)
    groups = models.CharField(max_length=80, blank=True)
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    vouches = models.BooleanField(default=False)
    joins = models.BooleanField(default=False)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.COLLEAGUE)
    strong = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_provider_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.off_at is None and self.ended_at is None

    @property
    def registration(self) -> Registration:
        """As OpenID Connect is spoken with it; it may be of the house's own network."""
        return Registration(
            key=str(self.pk), name=self.name, issuer=self.issuer, client=self.client,
            secret=self.secret, scopes=self.scopes, groups=self.groups, vouches=self.vouches,
            inside=True,
        )  # fmt: skip


class CustomerProvider(models.Model):
    """A customer's own provider of OpenID Connect: it says who of its people is in the portal.

    A table of its own, so that no query for staff can find one. `domains`: those of the customer's
    for which it speaks, while they are the customer's. `vouches`: its addresses count as verified
    where it says nothing of that. `joins`: whoever has such an address may come in. `only`: the
    customer's people come in by no mailed link. `proved_at`: when somebody first came in by it as
    it is now. `over_at`: sessions that began until then are over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    issuer = models.CharField(max_length=500)
    client = models.CharField(max_length=300)
    secret = SealedText(blank=True)
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    vouches = models.BooleanField(default=False)
    joins = models.BooleanField(default=False)
    only = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(ended_at=None),
                name="one_provider_of_a_customer",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.off_at is None and self.ended_at is None

    @property
    def registration(self) -> Registration:
        """As OpenID Connect is spoken with it: at public addresses alone, since it isn't ours."""
        return Registration(
            key=str(self.pk), name=self.name, issuer=self.issuer, client=self.client,
            secret=self.secret, vouches=self.vouches, inside=False,
        )  # fmt: skip


class Account(models.Model):
    """One of a provider's people, who is one of ours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="accounts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=255)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="account_once")]

    def __str__(self) -> str:
        return f"{self.person} at {self.provider}"


class Statement(models.Model):
    """Something a provider signed that counts once: kept by its digest while it would be good.

    `said`, sealed: who came by it, until the browser that asked for it comes to fetch it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    until = models.DateTimeField()
    said = SealedText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "digest"], name="statement_once")
        ]

    def __str__(self) -> str:
        return f"a statement of {self.provider}"


class SigningKey(models.Model):
    """A key by which this desk proves to SAML providers that it is the one who asks. `secret`,
    sealed, is the private one; `certificate`, as metadata have it, the public one.

    While it is changed there are two, and both stand in our metadata: the one that `signs`, and
    the one that will once providers know it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secret = SealedText(blank=True)
    certificate = models.TextField()
    signs = models.BooleanField()
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signs"],
                condition=models.Q(ended_at=None),
                name="one_signs_and_one_will",
            )
        ]

    def __str__(self) -> str:
        return f"a key of {self.made_at.date()}"


class GroupRule(models.Model):
    """Who is in `group` has `role`, where one is named, and is of `team`, where one is named."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=Role.choices, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.group} → {self.role or self.team}"


class Directory(models.Model):
    """A program of the organisation that says by SCIM who joins and leaves. Of its token only a
    digest is kept; `role` is what who joins has, where no group rule says another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.COLLEAGUE)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Entrant(models.Model):
    """One of a directory's people, who is one of ours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    directory = models.ForeignKey(Directory, models.PROTECT, related_name="entrants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=254)
    external = models.CharField(max_length=254, blank=True)
    given = models.CharField(max_length=120, blank=True)
    family = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directory", "person"], name="entrant_once"),
            models.UniqueConstraint("directory", Lower("user_name"), name="entrant_user_name"),
        ]

    def __str__(self) -> str:
        return self.user_name


class Group(models.Model):
    """A group, as a directory says who is in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    directory = models.ForeignKey(Directory, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    external = models.CharField(max_length=254, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("directory", Lower("name"), name="group_of_a_name")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """Somebody is in a group now; what follows from it is on record with their role and teams."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="group_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"
