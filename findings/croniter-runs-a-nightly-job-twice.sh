#!/usr/bin/env bash
# "30 2 * * *" in Berlin on the nights when the clocks change, by three cron libraries.
#
# One would guess: a nightly job runs once each night. In autumn, when 02:30 comes twice, it runs at one of the two, as
#                  Debian's cron has it.
# What happens:    Python's `croniter` runs it at both, an hour apart. npm's `cron-parser` and `croner` run it once. In
#                  spring, when there is no 02:30, `croniter` and `croner` run at 03:00 and `cron-parser` at 03:30.
# Why it matters:  a nightly invoice or reminder goes out twice one night of the year, and a schedule that is shown in
#                  the browser isn't the one that the Python worker keeps.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check croniter==7.0.0 tzdata==2026.6
npm install --silent --no-fund --no-audit cron-parser@5.10.6 croner@11.0.1

cat > check.py <<'PYTHON'
from datetime import UTC, datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

from croniter import croniter

print("croniter", version("croniter"))
for start in (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)):
    runs = croniter("30 2 * * *", start.astimezone(ZoneInfo("Europe/Berlin")))
    print("   ", *(runs.get_next(datetime).astimezone(UTC).strftime("%d %b %H:%MZ") for _ in range(3)), sep="  ")
PYTHON

cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { CronExpressionParser } from 'cron-parser'
import { Cron } from 'croner'

const starts = [new Date('2026-03-28T12:00Z'), new Date('2026-10-24T12:00Z')]
const tz = 'Europe/Berlin'
const show = (dates) => {
  const months = { 2: 'Mar', 9: 'Oct' }
  const text = (date) => `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.toISOString().slice(11, 16)}Z`
  console.log('   ', '', dates.map(text).join('  '))
}
const name = (library) => console.log(library, JSON.parse(readFileSync(`node_modules/${library}/package.json`)).version)
name('cron-parser')
for (const currentDate of starts) {
  const runs = CronExpressionParser.parse('30 2 * * *', { currentDate, tz })
  show([1, 2, 3].map(() => runs.next().toDate()))
}
name('croner')
for (const start of starts) show(new Cron('30 2 * * *', { timezone: tz }).nextRuns(3, start))
JAVASCRIPT

{ venv/bin/python check.py; node check.mjs; } | tee output
diff - output <<'EXPECTED'
croniter 7.0.0
     29 Mar 01:00Z  30 Mar 00:30Z  31 Mar 00:30Z
     25 Oct 00:30Z  25 Oct 01:30Z  26 Oct 01:30Z
cron-parser 5.10.6
     29 Mar 01:30Z  30 Mar 00:30Z  31 Mar 00:30Z
     25 Oct 00:30Z  26 Oct 01:30Z  27 Oct 01:30Z
croner 11.0.1
     29 Mar 01:00Z  30 Mar 00:30Z  31 Mar 00:30Z
     25 Oct 00:30Z  26 Oct 01:30Z  27 Oct 01:30Z
EXPECTED
