"""What an organisation chose about its desk: read by any program, changed as an admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from buckstop.configuration.actions.choosing import choose
from buckstop.configuration.kinds import Picture
from buckstop.configuration.setting import SETTINGS, Setting
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.etags import IfMatch, tagged, unchanged
from buckstop.doors.api.finding import NotFound
from buckstop.doors.api.keys import key_that_administers, key_that_reads
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas_of_the_house import SettingIn, SettingOut, Settings
from buckstop.kit import clock
from buckstop.people.actions.staff import found_house

router = Router(tags=["settings"])


@router.get("/settings", response=Settings)
def list_settings(request: HttpRequest) -> HttpResponse:
    """Every setting, in the order of its pages: what it does, what holds now, and who says so."""
    key_that_reads(request)
    return give(Settings(items=[_shown(one) for one in SETTINGS.values() if _has_a_form(one)]))


@router.get("/settings/{name}", response=SettingOut)
def read_setting(request: HttpRequest, name: str) -> HttpResponse:
    """One setting. Of a secret only whether there is one."""
    by = key_that_reads(request).actor()
    house = found_house(by=by, at=clock.now())
    return tagged(give(_shown(_found(name))), house.chain_id)


@router.put("/settings/{name}", response=SettingOut)
def choose_setting(
    request: HttpRequest, name: str, said: SettingIn, if_match: IfMatch = None
) -> HttpResponse:
    """Let a setting be so from now on; null is the default again. With an admin's own key."""
    by, at = key_that_administers(request).actor(), clock.now()
    setting = _found(name)
    if isinstance(setting, Picture):
        raise Wrong("name", "A picture is chosen in the browser.")
    house = found_house(by=by, at=at)
    with unchanged(house.chain_id, if_match):
        choose({setting: said.value}, on=house, by=by, at=at)
    return tagged(give(_shown(setting)), house.chain_id)


def _found(name: str) -> Setting[Any]:
    setting = SETTINGS.get(name)
    if setting is None or not _has_a_form(setting):
        raise NotFound(f"setting “{name[:64]}”")
    return setting


def _has_a_form(setting: Setting[Any]) -> bool:
    """Others have a page of their own, whose acts check what one value couldn't."""
    return not setting.group.own_page


def _shown(setting: Setting[Any]) -> SettingOut:
    hidden = setting.secret or isinstance(setting, Picture)
    return SettingOut(
        name=setting.name,
        group=setting.group.name,
        label=str(setting.label),
        says=str(setting.says),
        value=None if hidden else setting.write(setting.value),
        is_secret=setting.secret,
        is_set=bool(setting.value) if hidden else setting.origin.value != "default",
        origin=setting.origin.value,
        environment=setting.environment,
    )
