# shellcheck shell=bash disable=SC2034,SC2154
# What script/server and script/test share: finding out what is missing, installing it,
# building.  Sourced with $top set to the project's folder.

say() { printf '== %s\n' "$*"; }
stop() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# What is needed: Debian's package, and how to see that it is there.
#   command NAME | module NAME (pkg-config) | file PATH
build_needs='
autoconf          command autoreconf
automake          command automake
ca-certificates   file /etc/ssl/certs/ca-certificates.crt
gcc               command cc
libc6-dev         file /usr/include/stdio.h
libcjson-dev      module libcjson
libmicrohttpd-dev module libmicrohttpd
libsqlite3-dev    module sqlite3
libssl-dev        module libcrypto
make              command make
nodejs            command node
npm               command npm
pkg-config        command pkg-config
zlib1g-dev        module zlib
'
test_needs='
chromium          command chromium
libcmocka-dev     module cmocka
sqlite3           command sqlite3
universal-ctags   command ctags
xz-utils          command xz
'

have() {
	case $1 in
	command) command -v "$2" >/dev/null ;;
	module) command -v pkg-config >/dev/null && pkg-config --exists "$2" ;;
	file) [ -e "$2" ] ;;
	esac
}

# missing NEEDS: the packages that are not there.
missing() {
	local package kind name
	while read -r package kind name; do
		[ -z "$package" ] || have "$kind" "$name" || echo "$package"
	done <<<"$1"
}

# install_missing NEEDS: installs them on Debian and its kin, names them elsewhere.
install_missing() {
	local packages sudo='' log
	packages=$(missing "$1" | xargs)
	[ -n "$packages" ] || return 0
	command -v apt-get >/dev/null ||
		stop "please install what these Debian packages hold: $packages"
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || stop "as root: apt-get install $packages"
		sudo=sudo
	fi
	say "installing $packages"
	log=$(mktemp)
	# shellcheck disable=SC2086
	{
		$sudo apt-get update -qq &&
		$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends $packages
	} >"$log" 2>&1 || { tail -n 20 "$log" >&2; stop "apt-get could not install them"; }
	rm -f "$log"
	packages=$(missing "$1" | xargs)
	[ -z "$packages" ] || stop "still missing after installation: $packages"
}

# The front-end libraries that are bundled into static/vendor, as the lock file says.
install_modules() {
	[ -f "$top/package-lock.json" ] || return 0
	[ "$top/node_modules/.package-lock.json" -nt "$top/package-lock.json" ] && return 0
	say "npm ci"
	(cd "$top" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) ||
		stop "npm ci failed"
	touch "$top/node_modules/.package-lock.json"
}

# build FOLDER [CONFIGURE-ARGUMENT…]: an out-of-tree build that is up to date.
build() {
	local folder=$1
	shift
	if [ ! -x "$top/configure" ] || [ "$top/configure.ac" -nt "$top/configure" ]; then
		say "bootstrap"
		"$top/bootstrap" >"$top/bootstrap.log" 2>&1 ||
			{ tail -n 20 "$top/bootstrap.log" >&2; stop "bootstrap failed"; }
		rm -f "$top/bootstrap.log"
	fi
	mkdir -p "$folder"
	if [ ! -f "$folder/Makefile" ]; then
		say "configure ${folder#"$top"/}${*:+ $*}"
		(cd "$folder" && "$top/configure" -q "$@") || stop "configure failed"
	fi
	# "make -q" would say that config.h is older than its stamp, always.
	if [ ! -x "$folder/netweight" ] || [ -n "$(find "$top"/{models,db,server,static} \
		"$top/Makefile.am" -type f -newer "$folder/netweight" -print -quit)" ]; then
		say "make in ${folder#"$top"/}"
	fi
	make -s -j "$(nproc)" -C "$folder" all >"$folder/make.log" 2>&1 ||
		{ tail -n 30 "$folder/make.log" >&2; stop "the build failed"; }
}
