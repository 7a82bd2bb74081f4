#!/bin/sh
# SQL is fixed text, each column of the schema says what it holds, documented queries run.
set -u
cd "${1:-${srcdir:-.}}" || exit 1

# Keywords in a text that printf fills in, or sqlite3_exec of something not fixed.
built=$(grep -nE '(printf|store_fail|strcat|strcpy|%Q|%q|%w).*"[^"]*\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|VACUUM|ATTACH|CREATE|DROP|ALTER)\b' db/*.c
	grep -nE 'sqlite3_(mprintf|vmprintf|snprintf|str_append)' db/*.c
	grep -nE '"[^"]*\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|VACUUM|WHERE|FROM)\b[^"]*%[a-z]' db/*.c db/*.def)
if [ -n "$built" ]; then
	echo "not ok - no SQL is put together at run time"
	echo "$built" | sed 's/^/# /'
else
	echo "ok - no SQL is put together at run time"
fi

# A line that begins a column: two spaces, a name, a type.
bare=$(grep -nE '^  [a-z_0-9]+ +(INTEGER|TEXT|BLOB|REAL|ANY)' db/schema.sql | grep -v -e '-- ')
tables=$(awk '/^CREATE/ && before !~ /^--/ { print NR ": " $0 } { before = $0 }' db/schema.sql)
loose=$(awk '/^CREATE TABLE/ { name = $3 } /^\)/ && !/STRICT/ { print NR ": " name }' db/schema.sql)
if [ -n "$bare$tables$loose" ]; then
	echo "not ok - tables are STRICT, and they and their columns have comments"
	echo "$bare
$tables
$loose" | sed 's/^/# /'
else
	echo "ok - tables are STRICT, and they and their columns have comments"
fi

# The queries that docs/storage.md shows.
wrong=
if command -v sqlite3 >/dev/null; then
	wrong=$({ cat db/schema.sql; sed -n '/^```sql/,/^```/{/^```/!p;}' docs/storage.md; } |
		sqlite3 -bail :memory: 2>&1)
	count=$(grep -c '^```sql' docs/storage.md)
	if [ -n "$wrong" ] || [ "$count" -lt 5 ]; then
		echo "not ok - the queries of docs/storage.md run"
		echo "# $wrong"
		wrong=1
	else
		echo "ok - the queries of docs/storage.md run"
	fi
else
	echo "ok - the queries of docs/storage.md run # SKIP there is no sqlite3"
fi

[ -z "$built$bare$tables$loose$wrong" ]
