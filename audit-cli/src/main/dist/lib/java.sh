# Read by ../bin/offgrid and ../bin/offgrid-prepare, after they set $home: where they are installed.
# Sets $java, $version (17, 25, …), $runtime (a name for this very build of Java) and $archive.

[ -d "$home/lib" ] || fail "$home/lib is missing: install again, or build with mvn package"

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "there is no $java: JAVA_HOME must name a JDK or JRE, 17 or later"
else
  java=$(command -v java) ||
    fail "java is missing: install Java 17 or later, or set JAVA_HOME"
fi

# Text is UTF-8 whatever the locale, arguments and file names too: the JVM takes those from it.
LC_ALL=C.UTF-8
export LC_ALL

# Asking java for its version would double the time to start, so the release file tells it.
version=
runtime=
release=$(readlink -f "$java" 2>/dev/null) || release=$java
release=${release%/bin/*}/release
if [ -r "$release" ]; then
  while IFS='=' read -r key value; do
    value=${value#\"}
    value=${value%\"}
    case $key in
      JAVA_VERSION) version=${value%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION | IMPLEMENTOR | OS_ARCH) runtime="$runtime $value" ;;
    esac
  done <"$release"
fi
if [ -z "$version" ]; then
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
fi
[ "${version:-0}" -ge 17 ] ||
  fail "$java is Java ${version:-of an unknown version}; 17 or later is needed (JAVA_HOME chooses)"

archive=$home/lib/offgrid.jsa
