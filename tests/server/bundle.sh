#!/bin/sh
# Bundles and pages of their own, from the command line: a round trip changes nothing,
# and what is damaged is refused with a sentence.
set -u
NETWEIGHT=$(realpath "${NETWEIGHT:-./netweight}") || exit 1
srcdir=$(realpath "${srcdir:-.}") || exit 1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
failed=0
check() {	# check NAME COMMAND…
	name=$1
	shift
	if "$@" >now 2>err; then echo "ok - $name"; else
		echo "not ok - $name"
		sed 's/^/# /' now err | head -20
		failed=1
	fi
	mv now out	# what the next check may look at
}
refused() {	# refused SENTENCE COMMAND…
	sentence=$1
	shift
	"$@" && return 1
	grep -q "$sentence" err now
}
zoo="$srcdir/models/zoo"
printf 'name: "caf\351"\nlayer { name: "x" type: "Input" top: "x" }\n' >latin.prototxt

check 'two networks become a page' "$NETWEIGHT" report "$zoo/alexnet.prototxt" \
	latin.prototxt -o page.html --title 'Two <b>' --note 'why' --batch 4
check 'the page forbids everything but itself' grep -q \
	"default-src 'none'; script-src 'sha256-[^']*'; style-src 'sha256-[^']*'" page.html
check 'the title is a text' grep -q '<title>Two &lt;b></title>' page.html
check 'the page asks nobody' sh -c '! grep -Eo "(src|href)=\"?(https?:)?//[^\" ]*" page.html'
check 'the page is a bundle' "$NETWEIGHT" import --db a.db page.html
check 'what was taken in is told' grep -q '2 networks and 1 links stored, 0 and 0 were' out
check 'all of it goes out' "$NETWEIGHT" export --db a.db -o a.json
check 'and in elsewhere' "$NETWEIGHT" import --db b.db a.json
check 'and out again' "$NETWEIGHT" export --db b.db -o b.json
check 'the same bytes' cmp a.json b.json
check 'twice changes nothing' "$NETWEIGHT" import --db b.db - <a.json
check 'and says so' grep -q '0 networks and 0 links stored, 2 and 1 were' out
check 'other bytes than UTF-8 stay' grep -q source_base64 a.json
id=$(sed -n 's/.*"links":.*//; s/^{"id":"\([0-9a-f]*\)".*/\1/p' a.json)
check 'one link with what it needs' "$NETWEIGHT" export --db a.db "$id" -o one.json
check 'is all there is' cmp a.json one.json

cat >odd.prototxt <<'END'
layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "f" type: "Strange" bottom: "d" top: "f" }
END
check 'a page of a network with a rule' "$NETWEIGHT" report odd.prototxt -o odd.html \
	--rule 'Strange: top = bottom; params [5, 7]' --batch 9
check 'it goes in' "$NETWEIGHT" import --db d.db odd.html
sed '1s/"networks":\[/"rules":["Strange: top = [4, b0.1]"],&/
	s/^{"sha256"/{"options":{"batch":3},"sha256"/' b.json >kept.json
check 'options and rules of a bundle' "$NETWEIGHT" import --db e.db kept.json odd.html
check 'go out' "$NETWEIGHT" export --db e.db -o e.json
check 'the rule' grep -q '"rules":\[' e.json
check 'and the options' grep -q '"options":{"batch":3}' e.json
check 'and in elsewhere, where rules were' "$NETWEIGHT" import --db f.db e.json kept.json
check 'the same again' sh -c '"$0" export --db f.db | cmp - e.json' "$NETWEIGHT"
sed 's/"batch":3/"batch":-3/' e.json >bad.json
check 'options that cannot be' refused 'damaged: options' "$NETWEIGHT" import --db g.db bad.json
sed '/"rules"/{n
	s/: top/ top/}' e.json >bad.json
check 'a rule that is none' refused 'damaged: a rule' "$NETWEIGHT" import --db g.db bad.json

sed 's/"source":"\(.\)/"source":"\1 /' a.json >bad.json
check 'a changed source' refused 'damaged: .* is not what its hash says' \
	"$NETWEIGHT" import --db c.db bad.json
sed 's/"batch":4/"batch":5/' a.json >bad.json
check 'a changed link' refused 'damaged: a link is not what its id says' \
	"$NETWEIGHT" import --db c.db bad.json
head -c 300 a.json >bad.json
check 'a cut file' refused 'This is not a bundle' "$NETWEIGHT" import --db c.db bad.json
echo '{"schema":"other"}' >bad.json
check 'another file' refused 'not a bundle of netweight' "$NETWEIGHT" import --db c.db bad.json
check 'an unknown id' refused 'no network and no link' \
	"$NETWEIGHT" export --db c.db 0123456789abcdef01234567
check 'a place that cannot be written' refused 'cannot be written' \
	"$NETWEIGHT" export --db a.db -o "$dir/none/x.json"
exit $failed
