#!/bin/sh
# Makes the environment $1 with everything of the lock file and the project itself (editable).
# Does nothing where that has been done for this folder, lock file and pyproject.toml.
set -eu

venv=$1
lock=requirements/development.txt
stamp=$venv/.installed

fresh() {
    { pwd; cat "$lock" pyproject.toml requirements/install.sh packaging/hatch_build.py \
        src/buckstop/locale/*/LC_MESSAGES/*.po; } | cksum
}

works() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.14 python3 python; do
        if works "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Buckstop needs Python 3.12 or newer, and none was found on this machine:" \
        "install one, or name it, as in: make PYTHON=/path/to/python3.13 setup" >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    if ! "$python" -m venv --clear "$venv"; then
        echo "$python can't make a virtual environment: install its venv module" \
            "(Debian and Ubuntu: apt-get install python3-venv), then try again." >&2
        exit 1
    fi
}

# uv is quicker where it is there and works; pip alone will do. Both compile what they install:
# every command that starts would else do it anew where it may not keep what it compiled.
install_locked() {
    if command -v uv >/dev/null 2>&1 &&
        uv pip install --quiet --compile-bytecode --python "$venv/bin/python" --require-hashes -r "$lock"; then
        return
    fi
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check \
        --require-hashes -r "$lock"
}

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fresh)" ] && works "$venv/bin/python"; then
    exit 0
fi
if ! works "$venv/bin/python" || ! head -1 "$venv/bin/pip" 2>/dev/null | grep -qF "$(pwd)/"; then
    make_venv
fi
echo "Installing into $venv ..."
rm -f "$stamp"
install_locked
"$venv/bin/python" -m pip install -qq --disable-pip-version-check \
    --no-build-isolation --no-deps --no-index --editable .
fresh >"$stamp"
