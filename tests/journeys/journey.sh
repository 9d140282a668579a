# journeys/journey.sh - sourced by the journeys: a folder of their own, the program, and TAP.
#     . "$(dirname "$0")/journey.sh"
#     does "a county is made" init --name "Sample County"
#     fails_with 65 "a broken file is refused" record import broken.csv
#     says "12 records"          # the last output held these words
#     is "$(from_json 'len(d)')" 3 "three are listed"   # the last output, read as JSON
#     before=$(bytes_of_store)   # to be compared later
#     done_testing
set -u
root=$SIGHTLINE_SOURCE
build=$SIGHTLINE_BUILD
export SIGHTLINE_HOME=$root SIGHTLINE_PLUGINS=$build/plugins
data=$root/tests/journeys/data samples=$root/tests/data
work=$build/journeys/$(basename "$0" .sh)
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 2
export SIGHTLINE_STORE=$work/county.db
unset SIGHTLINE_PASSWORD SIGHTLINE_NEW_PASSWORD VISUAL EDITOR
export TMPDIR=$work
tap_count=0 tap_failed=0
out=$work/out err=$work/err

program() { "$build/core/sightline" "$@"; }

ok() { # STATUS SENTENCE
  tap_count=$((tap_count + 1))
  if [ "$1" = 0 ]; then
    echo "ok $tap_count - $2"
  else
    tap_failed=1
    echo "not ok $tap_count - $2"
    sed 's/^/# out: /' "$out" 2>/dev/null | head -20
    sed 's/^/# err: /' "$err" 2>/dev/null | head -20
  fi
}

skip() { # SENTENCE WHY
  tap_count=$((tap_count + 1))
  echo "ok $tap_count - $1 # SKIP $2"
}

exits() { # CODE SENTENCE WORDS...
  local want=$1 sentence=$2 got=0
  shift 2
  program "$@" >"$out" 2>"$err" </dev/null || got=$?
  [ "$got" = "$want" ]
  ok $? "$sentence$([ "$got" = "$want" ] || echo " (exit $got, not $want)")"
}

does() { local sentence=$1; shift; exits 0 "$sentence" "$@"; }
fails_with() { exits "$@"; }

says() { # WORDS [SENTENCE]
  grep -qF -- "$1" "$out" "$err"
  ok $? "${2:-it says \"$1\"}"
}

says_not() {
  ! grep -qF -- "$1" "$out" "$err"
  ok $? "${2:-it does not say \"$1\"}"
}

is() { # GOT WANT SENTENCE
  [ "$1" = "$2" ]
  ok $? "$3$([ "$1" = "$2" ] || echo " (got \"$1\", not \"$2\")")"
}

# The last output, or FILE, as JSON in d; prints a Python expression of it.
from_json() { # EXPRESSION [FILE]
  python3 -c 'import json, sys
d = json.load(open(sys.argv[2]))
print(eval(sys.argv[1]))' "$1" "${2:-$out}" 2>&1 | tail -1
}

bytes_of_store() { sha256sum <"$SIGHTLINE_STORE"; }

unchanged() { # BYTES SENTENCE
  [ "$(bytes_of_store)" = "$1" ]
  ok $? "$2"
}

exists() { # FILE SENTENCE
  [ -e "$1" ]
  ok $? "$2"
}

exists_not() {
  [ ! -e "$1" ]
  ok $? "$2"
}

sql() { sqlite3 -readonly "$SIGHTLINE_STORE" "$1"; }

has_plugin() { [ -f "$build/plugins/$1/$1.so" ]; }

done_testing() {
  echo "1..$tap_count"
  exit $tap_failed
}
