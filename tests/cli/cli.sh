#!/bin/sh
# The command line from outside: exit statuses, formats, streams, bad files.
#
# usage: cli.sh     (NETWEIGHT names the program; default ./netweight)
set -u
LC_ALL=C; export LC_ALL
netweight=${NETWEIGHT:-./netweight}
zoo=${srcdir:-.}/models/zoo
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
count=0 failed=0

ok() {
	count=$((count + 1))
	echo "ok $count - $1"
}

not_ok() {
	count=$((count + 1)) failed=1
	echo "not ok $count - $1"
	sed 's/^/# /' "$tmp/out" "$tmp/err" | head -n 20
}

# run STATUS NAME ARGUMENT…: the exit status must be STATUS
run() {
	want=$1 name=$2
	shift 2
	"$netweight" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	if [ $got -eq "$want" ]; then ok "$name"; else not_ok "$name: status $got, not $want"; fi
}

# has FILE TEXT: the last run's out or err contains it
has() {
	if grep -qF -e "$2" "$tmp/$1"; then ok "… std$1 has '$2'"; else not_ok "… std$1 lacks '$2'"; fi
}

hasnot() {
	if grep -qF -e "$2" "$tmp/$1"; then not_ok "… std$1 has '$2'"; else ok "… std$1 lacks '$2'"; fi
}

# The program
run 0 'version' --version
has out 'netweight '
run 0 'help' --help
has out 'analyze'
run 0 'help of a command' help analyze
has out '--max-memory'
run 0 'help option' compare --help
run 2 'no command'
run 2 'unknown command' frobnicate
run 2 'no file' analyze
run 2 'one file to compare' compare "$zoo/lenet.prototxt"
run 2 'unknown option' analyze --nonsense "$zoo/lenet.prototxt"
has err '--nonsense: there is no such option'
run 2 'missing value' analyze "$zoo/lenet.prototxt" --batch
run 2 'bad value' analyze --batch=0 "$zoo/lenet.prototxt"
run 2 'bad value' analyze --batch=99999999999999999999 "$zoo/lenet.prototxt"
run 2 'bad shape' analyze --input data=1xx3 "$zoo/lenet.prototxt"
run 2 'value for a switch' analyze --strict=yes "$zoo/lenet.prototxt"

# The three questions
run 0 'table' analyze "$zoo/vgg19.prototxt"
has out '143,667,240 parameters'
has out '19 with weights'
has out 'Memory required for data'
run 0 'json' analyze --format json "$zoo/vgg19.prototxt"
has out '"params":143667240,'
run 0 'batch' analyze --format json --batch 2 "$zoo/vgg19.prototxt"
has out '"macs":39264124928,"macs_per_item":19632062464,'
run 0 'phase' analyze --format=json --phase train "$zoo/alexnet.prototxt"
has out '"phase":"TRAIN"'
has out '"training":{"elements":'
run 0 'input and type' analyze --format json --dtype int8 --input data=1x3x448x448 \
	"$zoo/resnet50.prototxt"
has out '"dtype":"int8","dtype_bits":8'
run 0 'two types' analyze --format json --dtype fp16 --weight-dtype int8 "$zoo/alexnet.prototxt"
has out '"caffe":{"elements":104090702,"bytes":208181404,"text":"'
has out '"weights":{"elements":60965224,"bytes":60965224,'
has out '"buffers":{"elements":4405179,"bytes":8810358,"text":"'
has out '"largest":{"elements":1749600,"bytes":3499200}}'
run 0 'every byte of Caffe’s figure' analyze "$zoo/alexnet.prototxt"
has out '416,362,808 bytes'
run 0 'which batch fits' analyze --phase train --fit 11GiB "$zoo/alexnet.prototxt"
has out 'batch 1,036 in 11.00 GiB: training,'
run 0 'which batch fits, as a document' analyze --fit 11GiB --format json "$zoo/alexnet.prototxt"
has out '"fit":{"memory":11811160064,"answers":[{"name":"inference",'
run 2 'no memory' analyze --fit 0 "$zoo/alexnet.prototxt"
has err 'memory is given in bytes'
run 0 'blocks' analyze --by block "$zoo/resnet50.prototxt"
has out 'res4f   184-197'
has out '25,610,269'
run 0 'stages as CSV' analyze --by stage --format csv "$zoo/resnet50.prototxt"
has out 'res2,7-51,45,1,1x256x56x56,218634,'
run 0 'repeated structure' analyze --by structure --format markdown "$zoo/resnet50.prototxt"
has out '| res4f\_branch2a | 184-197 | 14 | 6 |'
run 2 'no such rows' analyze --by colour "$zoo/lenet.prototxt"
run 0 'stage and level' analyze --format json --stage a --stage b --level 3 "$zoo/lenet.prototxt"
has out '"level":3,"stages":["a","b"]'
run 0 'several files are a list' analyze --format json "$zoo/lenet.prototxt" "$zoo/nin.prototxt"
if [ "$(head -c 1 "$tmp/out")" = '[' ]; then ok '… an array'; else not_ok '… no array'; fi
run 0 'csv of several files' analyze --format csv "$zoo/lenet.prototxt" "$zoo/nin.prototxt"
has out 'file,index,name,type'
run 0 'csv' analyze --format csv "$zoo/lenet.prototxt"
has out 'conv1,Convolution,false,data,conv1,1x20x24x24,20x1x5x5 20,520,11520,46080,'
run 0 'markdown' analyze --format markdown "$zoo/lenet.prototxt"
has out '| 1 | conv1 | Convolution | 1x20x24x24 | 520 |'
run 0 'latex' analyze --format latex "$zoo/lenet.prototxt"
has out '\begin{longtable}'

# Standard input
"$netweight" analyze --format json - <"$zoo/lenet.prototxt" >"$tmp/out" 2>"$tmp/err"
has out '"file":"(standard input)"'
has out '"params":431080,'

# Comparing
for format in table json csv markdown latex; do
	run 0 "compare as $format" compare --format $format "$zoo/vgg16.prototxt" "$zoo/vgg19.prototxt"
	has out "$(case $format in markdown | latex) echo 'conv5\_4' ;; *) echo conv5_4 ;; esac)"
done
# A figure that misses something, against one that does not and against another such.
cat >"$tmp/whole.prototxt" <<'END'
name: "whole"
layer { name: "in" type: "Input" top: "x" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "foo" type: "ReLU" bottom: "x" top: "y" }
layer { name: "ip" type: "InnerProduct" bottom: "x" top: "z" inner_product_param { num_output: 40 } }
END
sed 's/"whole"/"part"/; s/ReLU/Foo/; s/: 40/: 4/' "$tmp/whole.prototxt" >"$tmp/part.prototxt"
run 0 'a bound against a figure' compare "$tmp/whole.prototxt" "$tmp/part.prototxt"
has out 'parameters              160   >=16      >=-144  >=0.100'
run 0 'a figure against a bound' compare "$tmp/part.prototxt" "$tmp/whole.prototxt"
has out 'parameters               >=16  160      <=+144  <=10.000'
run 0 'a bound against a bound' compare --format markdown "$tmp/part.prototxt" "$tmp/part.prototxt"
has out '| parameters | &gt;=16 | &gt;=16 | ? | ? |'
run 0 'bounds as json' compare --format json "$tmp/whole.prototxt" "$tmp/part.prototxt"
has out '{"value":16,"lower_bound":true,"difference":-144,"ratio":0.1,"difference_unsure":true,"difference_bound":"lower"}'
run 0 'the other way round' compare --format json "$tmp/part.prototxt" "$tmp/whole.prototxt"
has out '{"value":16,"lower_bound":true,"difference":0,"ratio":1},{"value":160,"difference":144,"ratio":10,"difference_unsure":true,"difference_bound":"upper"}'
run 0 'two bounds as json' compare --format json "$tmp/part.prototxt" "$tmp/part.prototxt"
has out '{"value":16,"lower_bound":true,"difference":null,"ratio":null,"difference_unsure":true}'
run 0 'bounds as csv' compare --format csv "$tmp/whole.prototxt" "$tmp/part.prototxt"
has out ',160,16,104,26,240,24,,params memory macs'
has out ',changed,2,2,foo,foo,ReLU,Foo,2x3,?,0,,6,,0,,,params memory macs'
run 0 'a layer of unknown type in a comparison' compare "$tmp/whole.prototxt" "$tmp/part.prototxt"
has out 'changed  foo    ReLU -> Foo   2x3 -> ?            0         ?         >=0       0       ?         >=0'

# What follows from a fault is marked, and no difference is known of it.
cat >"$tmp/fault.prototxt" <<'END'
layer { name: "in" type: "Input" top: "x" top: "w" input_param { shape { dim: 2 dim: 3 } shape { dim: 9 } } }
layer { name: "sum" type: "Eltwise" bottom: "x" bottom: "w" top: "y" }
layer { name: "ip" type: "InnerProduct" bottom: "y" top: "z" inner_product_param { num_output: 40 } }
END
run 1 'a fault as a table' analyze "$tmp/fault.prototxt"
has out 'about 160 parameters'
has out 'what follows from an error is only likely'
has out '2  ip     InnerProduct  2x40      ~160  100.00       ~320  ~240     3'
run 1 'a fault by stage' analyze --by stage "$tmp/fault.prototxt"
has out '~160  100.00'
run 1 'a fault as csv' analyze --format csv "$tmp/fault.prototxt"
has out '2,ip,InnerProduct,false,y,z,2x40,40x3 40,160,80,320,86,240,240,80,0,0,0,560,984,0,,,3,,true'
run 1 'a fault as json' analyze --format json "$tmp/fault.prototxt"
has out '"params_doubtful":true'
has out '"macs_doubtful":true'
has out '"param_count":160,"param_count_doubtful":true'
run 1 'a fault against a figure' compare "$tmp/whole.prototxt" "$tmp/fault.prototxt"
has out 'parameters              160  ~160           ?      ?'

cat >"$tmp/misfit.prototxt" <<'END'
layer { name: "in" type: "Data" top: "x" data_param { source: "x" batch_size: 2 } }
layer { name: "w" type: "Input" top: "w" input_param { shape { dim: 9 } } }
layer { name: "sum" type: "Eltwise" bottom: "x" bottom: "w" top: "y" }
END
run 0 'an assumption that does not fit' analyze "$tmp/misfit.prototxt"
has out 'complete; what is assumed does not fit, figures behind that are only likely'
has out 'about 393,216 FLOPs'

# A layer of which nothing is known has no figure, one of which a part is has that.
cat >"$tmp/rows.prototxt" <<'END'
layer { name: "in" type: "Input" top: "x" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "foo" type: "Foo" bottom: "x" top: "y" }
layer { name: "ip" type: "InnerProduct" bottom: "y" top: "z" inner_product_param { num_output: 40 } }
END
run 0 'a layer of unknown type as a table' analyze "$tmp/rows.prototxt"
has out '1  foo    Foo           ?            ?       ?          ?     ?     2'
has out '2  ip     InnerProduct  ?         >=40  100.00          ?     ?     3'
run 0 'a layer of unknown type as csv' analyze --format csv "$tmp/rows.prototxt"
has out '1,foo,Foo,false,x,y,?,,,,,6,,,,,,,,24,0,,,2,params memory live macs,'
has out '2,ip,InnerProduct,false,y,z,?,? 40,40,,,,,,,,,,,160,0,,,3,params memory live macs,'
run 0 'a layer of unknown type as markdown' analyze --format markdown "$tmp/rows.prototxt"
has out '| 1 | foo | Foo | ? | ? | ? | ? | ? | 2 |'
run 0 'a layer of unknown type as latex' analyze --format latex "$tmp/rows.prototxt"
has out '? & ? & ? & ? & ? & 2'
run 0 'a layer of unknown type as json' analyze --format json "$tmp/rows.prototxt"
has out '"param_count":0,"param_count_lower_bound":true,"memory":{"caffe":0,'
has out '"live_lower_bound":true}'
run 0 'a block of unknown type' analyze --by stage "$tmp/rows.prototxt"
has out 'foo    1       1      1  ?            ?       ?          ?      >=24     ?  ?'
run 0 'a block of unknown type as csv' analyze --by stage --format csv "$tmp/rows.prototxt"
has out 'foo,1,1,1,?,,,,,6,24,0,,0,24,params memory live macs,'
run 0 'compare, changes only' compare --changes "$zoo/vgg16.prototxt" "$zoo/vgg19.prototxt"
has out 'added   conv5_4'
has out '+5,309,696'
hasnot out 'conv1_1'

# Budgets name the layer that broke them, and beat other statuses
run 3 'parameters over budget' analyze --max-params 1M "$zoo/vgg16.prototxt"
has err "138,357,544 parameters exceed the budget of 1,000,000, at layer 'conv3_2' (line"
run 0 'parameters within budget' analyze --max-params 138357544 "$zoo/vgg16.prototxt"
run 3 'memory over budget' analyze --max-memory 100MiB "$zoo/vgg16.prototxt"
run 0 'memory within budget' analyze --max-memory 115210048 "$zoo/vgg16.prototxt"
run 3 'peak over budget' analyze --max-memory peak:25690111 "$zoo/vgg16.prototxt"
has err "at layer 'conv1_2'"
run 0 'peak within budget' analyze --max-memory peak:25690112 "$zoo/vgg16.prototxt"
run 3 'MACs over budget' analyze --max-macs 15G "$zoo/vgg16.prototxt"
run 2 'no such figure' analyze --max-memory bogus:1 "$zoo/vgg16.prototxt"

# Networks with faults
printf 'layer { name: "a" type: "ReLU" bottom: "nobody" top: "b" }\n' >"$tmp/invalid.prototxt"
run 1 'invalid' analyze --format json "$tmp/invalid.prototxt"
has out '"status":"invalid"'
has err "invalid.prototxt:1:"
has err '^'
printf 'layer { name: "a"' >"$tmp/cut.prototxt"
run 1 'syntax error' analyze --format json "$tmp/cut.prototxt"
has out '"stage":"parse"'
printf 'layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 4 } } }
layer { name: "n" type: "Nobodys" bottom: "d" top: "n" }\n' >"$tmp/fork.prototxt"
run 0 'a fork is no trouble' analyze "$tmp/fork.prototxt"
has out 'at least'
run 1 'a fork with --strict' analyze --strict "$tmp/fork.prototxt"
run 0 'a budget that may be broken' analyze --max-params 10 "$tmp/fork.prototxt"
has err 'at least 0 parameters: it is not certain that they keep the budget of 10'
run 3 'a budget beats a fault' analyze --max-memory 1 "$tmp/fork.prototxt" "$tmp/invalid.prototxt"
: >"$tmp/empty.prototxt"
run 0 'an empty file' analyze --format json "$tmp/empty.prototxt"
has out '"layers":0'

# Files that are none
run 2 'missing' analyze "$tmp/missing.prototxt"
has err 'No such file'
run 2 'directory' analyze "$tmp"
has err 'it is a directory'
printf '\377\330\377\340\000\020JFIF' >"$tmp/cat.jpg"
run 1 'a JPEG image' analyze --format json "$tmp/cat.jpg"
has err 'this is a JPEG image, not the prototxt of a network'
has out '"code":"not-a-network"'
printf 'net: "train.prototxt"\nbase_lr: 0.1\n' >"$tmp/solver.prototxt"
run 1 'a solver without its network' analyze "$tmp/solver.prototxt"
has err 'a solver definition (SGD)'
run 2 'one of two is missing: nothing is printed' analyze "$zoo/lenet.prototxt" "$tmp/missing"
hasnot out 'LeNet'

# Hostile names
printf 'name: "=cmd|x"\nlayer { name: "=1+1,\\"x\\"" type: "Input" top: "a|b_c" input_param { shape { dim: 2 } } }\nlayer { name: "\\033[31mred\\377" type: "ReLU" bottom: "a|b_c" top: "\\\\input{x}" }\n' >"$tmp/evil.prototxt"
run 0 'hostile csv' analyze --format csv "$tmp/evil.prototxt"
has out "\"'=1+1,\"\"x\"\"\""
run 0 'hostile markdown' analyze --format markdown "$tmp/evil.prototxt"
has out '=cmd\|x'
run 0 'hostile table' analyze "$tmp/evil.prototxt"
hasnot out "$(printf '\033')"
run 0 'hostile latex' compare --format latex "$tmp/evil.prototxt" "$tmp/evil.prototxt"
hasnot out "$(printf '\033')"
hasnot out '\input'

# A full disk is said
if [ -w /dev/full ]; then
	"$netweight" analyze "$zoo/lenet.prototxt" >/dev/full 2>"$tmp/err"
	got=$?
	: >"$tmp/out"
	if [ $got -eq 2 ]; then ok 'a full disk'; else not_ok "a full disk: status $got"; fi
fi

echo "1..$count"
exit $failed
