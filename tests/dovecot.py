"""A real Dovecot on a real port, where it is installed and one may start it (as root)."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from buckstop.kit.processes.listening import bind
from tests.imap_server import FOLDER, PASSWORD, USER, ImapServer

PATIENCE = 60.0  # seconds until it greets
TERMS = """
base_dir = {run}
state_dir = {run}
log_path = {run}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail:LAYOUT=fs
first_valid_uid = 1
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {run}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={home}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


class Dovecot(ImapServer):
    """The same as the server of Python, of the kind that most mailboxes stand on."""

    @classmethod
    def is_here(cls) -> bool:
        return bool(shutil.which("dovecot")) and os.geteuid() == 0

    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.folder.chmod(0o755)
        run, home = self.folder / "run", self.folder / "home"
        for made in (run, home):
            made.mkdir(mode=0o755)
        shutil.chown(home, "nobody", "nogroup")
        with bind("127.0.0.1", 0) as listening:
            self.port = listening.getsockname()[1]
        (run / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        terms = self.folder / "dovecot.conf"
        terms.write_text(TERMS.format(run=run, home=home, port=self.port))
        self.process = subprocess.Popen(["dovecot", "-F", "-c", str(terms)])
        until = time.monotonic() + PATIENCE
        while not self._greets():
            assert time.monotonic() < until, "Dovecot doesn't greet"
            time.sleep(0.05)
        with self.connected(None) as box:
            box.folder.create(FOLDER)

    def _greets(self) -> bool:
        try:
            with self.connected(None):
                return True
        except OSError:
            assert self.process.poll() is None, "Dovecot has ended"
            return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)
