#!/usr/bin/env bash
# install.sh PYTHON FILE MARKER...: puts the packages that FILE lists into .venv, then touches the markers.
# Whole or not at all: what was interrupted, at any moment, is begun anew by the next call. Two at once take turns.
set -euo pipefail
python=$1 file=$2
shift 2

exec 9<"$0"
flock --nonblock 9 || { echo "Packages are being installed here by another make: waiting for it ..."; flock 9; }

outdated=no
for marker; do [ -e "$marker" ] && [ ! "$file" -nt "$marker" ] || outdated=yes; done
[ $outdated = yes ] || exit 0

whole=no
[ -e .venv/.installing ] || ! compgen -G '.venv/.installed*' >/dev/null || ! .venv/bin/python -c '' 2>/dev/null || whole=yes
if [ $whole = no ]; then
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; this is $("$python" --version). Name another: make run PYTHON=python3.12"; exit 1; }
  "$python" -c 'import ensurepip' 2>/dev/null || {
    echo "Python's venv module is missing. Install it, then try again:  sudo apt-get install python3-venv"; exit 1; }
  echo "Making .venv ..."
  "$python" -m venv --clear .venv
fi

touch .venv/.installing
interrupted=no
trap 'interrupted=yes' INT TERM HUP
echo "Installing packages: a minute or two ..."
status=0
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$file" || status=$?
if [ $status != 0 ] || [ $interrupted = yes ]; then
  # Packages that could not be fetched leave those that were there as they are.
  [ "$whole $interrupted $status" != "yes no 1" ] || rm .venv/.installing
  echo "The packages are not installed. The same command goes on from here."
  exit 1
fi
sync -f .venv 2>/dev/null || sync
rm .venv/.installing
touch "$@"
[ ! "$file" -nt "$1" ] || touch -r "$file" "$@"  # the clock was set back
