# Finds what the commands need; to be sourced. Sets JAVA_HOME, or says in one line what is missing.

onethread_java() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/jdk* /opt/java* "$HOME"/.sdkman/candidates/java/25*; do
    if [ -x "$candidate/bin/javac" ] && "$candidate/bin/javac" -version 2>&1 | grep -q '^javac 25'; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME="$(onethread_java)"; then
  echo "JDK 25 was not found. Install one (for example Temurin 25) and set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
if ! command -v mvn >/dev/null; then
  echo "Maven was not found. Install it: apt install maven" >&2
  exit 1
fi
if ! command -v node >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  echo "Node 20 or newer was not found. Install it from https://nodejs.org or your distribution." >&2
  exit 1
fi
