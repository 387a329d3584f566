"""Where a running house is, for the commands that are typed beside it."""

from pathlib import Path

from buckstop.kit.running import USUAL, keep_running_at, running_at


def test_the_address_is_kept_in_the_data_folder(tmp_path: Path):
    folder = tmp_path / "data"
    assert running_at(folder) == USUAL
    keep_running_at(folder, "http://localhost:8104")
    assert running_at(folder) == "http://localhost:8104"


def test_what_is_no_address_is_none(tmp_path: Path):
    for said in (b"", b"nothing", b"\xff\xfe"):
        (tmp_path / "address").write_bytes(said)
        assert running_at(tmp_path) == USUAL
    keep_running_at(tmp_path / "address" / "below", "http://localhost:8104")  # can't be written
