# Real syslog receivers on 127.0.0.1, to be sourced: rsyslogd and syslog-ng, each with a folder of its own for configuration,
# certificates and what it received (udp.log, tcp.log, lines.log,
# tls.log, relp.log, relptls.log; one message a line).
# Needs openssl; rsyslogd with its modules for TLS and RELP, and syslog-ng, are installed or unpacked where they are missing.
receiver_ports=${RECEIVER_PORTS:-25140} # this one and the next nine

# make_certificates DIR: ca.pem; server.pem and server.key for 127.0.0.1 and localhost; client.pem and client.key.
make_certificates() {
  local dir=$1 name usage
  mkdir -p "$dir"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=receivers' authority" \
    -keyout "$dir/ca.key" -out "$dir/ca.pem" 2>/dev/null
  for name in server client; do
    usage=subjectAltName=IP:127.0.0.1,DNS:localhost
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout "$dir/$name.key" -out "$dir/$name.csr" 2>/dev/null
    openssl x509 -req -in "$dir/$name.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 2 \
      -extfile <(echo "$usage") -out "$dir/$name.pem" 2>/dev/null
  done
}

# await_port PORT: waits until somebody listens.
await_port() {
  local tries
  for tries in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
      return 0
    fi
    sleep 0.1
  done
  echo "nobody listens on port $1" >&2
  return 1
}

# need_rsyslogd: installs it, with TLS and RELP, where it is missing.
need_rsyslogd() {
  if [ ! -x /usr/sbin/rsyslogd ] || [ -z "$(find /usr/lib -name imrelp.so)" ] || [ -z "$(find /usr/lib -name lmnsd_gtls.so)" ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq rsyslog rsyslog-gnutls rsyslog-relp >/dev/null
  fi
}

# configure_rsyslogd DIR: ports P (udp), P+1 (tcp, both framings), P+2 (tls), P+3 (relp), P+4 (relp over tls), and 514 (tcp).
configure_rsyslogd() {
  local dir=$1 p=$receiver_ports
  mkdir -p "$dir/work"
  [ -e "$dir/certs/server.pem" ] || make_certificates "$dir/certs"
  cat >"$dir/rsyslog.conf" <<END
global(workDirectory="$dir/work" maxMessageSize="128k" net.enableDNS="off"
  parser.escapeControlCharactersOnReceive="off"
  defaultNetstreamDriverCAFile="$dir/certs/ca.pem"
  defaultNetstreamDriverCertFile="$dir/certs/server.pem"
  defaultNetstreamDriverKeyFile="$dir/certs/server.key")
module(load="imudp")
module(load="imtcp")
module(load="imrelp" tls.tlslib="openssl")
template(name="line" type="string" string="%msg%\n")
ruleset(name="documented") { action(type="omfile" file="$dir/documented.log" template="line") }
ruleset(name="udp") { action(type="omfile" file="$dir/udp.log" template="line") }
ruleset(name="tcp") { action(type="omfile" file="$dir/tcp.log" template="line") }
ruleset(name="tls") { action(type="omfile" file="$dir/tls.log" template="line") }
ruleset(name="relp") { action(type="omfile" file="$dir/relp.log" template="line") }
ruleset(name="relptls") { action(type="omfile" file="$dir/relptls.log" template="line") }
input(type="imtcp" address="127.0.0.1" port="514" ruleset="documented")
input(type="imudp" address="127.0.0.1" port="$p" ruleset="udp" rcvbufSize="8m")
input(type="imtcp" address="127.0.0.1" port="$((p + 1))" ruleset="tcp")
input(type="imtcp" address="127.0.0.1" port="$((p + 2))" ruleset="tls"
  streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imrelp" address="127.0.0.1" port="$((p + 3))" ruleset="relp" maxDataSize="128k")
input(type="imrelp" address="127.0.0.1" port="$((p + 4))" ruleset="relptls" maxDataSize="128k" tls="on"
  tls.caCert="$dir/certs/ca.pem" tls.myCert="$dir/certs/server.pem" tls.myPrivKey="$dir/certs/server.key"
  tls.authMode="certvalid")
END
}

# start_rsyslogd DIR: starts it with what was configured there; its process id is in DIR/rsyslogd.pid.
start_rsyslogd() {
  local dir=$1 port
  rm -f "$dir/rsyslogd.pid"
  /usr/sbin/rsyslogd -n -f "$dir/rsyslog.conf" -i "$dir/rsyslogd.pid" >>"$dir/rsyslogd.out" 2>&1 &
  for port in 1 2 3 4; do
    await_port $((receiver_ports + port)) || { cat "$dir/rsyslogd.out" >&2; return 1; }
  done
}

# need_syslog_ng DIR: unpacks it there, with the libraries that it wants; it cannot be installed beside rsyslog.
need_syslog_ng() {
  local dir=$1 package deb
  [ ! -x "$dir/root/usr/sbin/syslog-ng" ] || return 0
  mkdir -p "$dir/debs"
  chmod 755 "$dir/debs"
  apt-get update -qq
  (
    cd "$dir/debs"
    for package in syslog-ng-core $(apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks \
      --no-replaces --no-enhances syslog-ng-core | awk '/Depends:/ {print $2}'); do
      case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) in
        *"ok installed"*) ;;
        *) apt-get download -qq "$package" 2>/dev/null ;;
      esac
    done
  )
  for deb in "$dir"/debs/*.deb; do
    dpkg -x "$deb" "$dir/root"
  done
}

# configure_syslog_ng DIR: ports P+5 (udp), P+6 (tcp, octets counted), P+7 (tcp, lines), P+8 (tls).
configure_syslog_ng() {
  local dir=$1 p=$receiver_ports
  [ -e "$dir/certs/server.pem" ] || make_certificates "$dir/certs"
  cat >"$dir/syslog-ng.conf" <<END
@version: 3.38
options { keep-hostname(yes); use-dns(no); stats-freq(0); flush-lines(1); log-msg-size(131072); };
source udp { syslog(transport("udp") ip("127.0.0.1") port($((p + 5))) so-rcvbuf(8388608)); };
source tcp { syslog(transport("tcp") ip("127.0.0.1") port($((p + 6)))); };
source lines { network(transport("tcp") ip("127.0.0.1") port($((p + 7))) flags(syslog-protocol)); };
source tls { syslog(transport("tls") ip("127.0.0.1") port($((p + 8)))
  tls(key-file("$dir/certs/server.key") cert-file("$dir/certs/server.pem") ca-file("$dir/certs/ca.pem") peer-verify(optional-trusted))); };
template line { template("\$MSG\n"); template-escape(no); };
log { source(udp); destination { file("$dir/udp.log" template(line)); }; };
log { source(tcp); destination { file("$dir/tcp.log" template(line)); }; };
log { source(lines); destination { file("$dir/lines.log" template(line)); }; };
log { source(tls); destination { file("$dir/tls.log" template(line)); }; };
END
}

# start_syslog_ng DIR: starts it with what was configured there; its process id is in DIR/syslog-ng.pid.
start_syslog_ng() {
  local dir=$1 port libraries
  libraries=$(find "$dir/root" -type d \( -name "*-linux-gnu" -o -path "*/lib/syslog-ng" -o -path "*/lib/syslog-ng/*" \) | tr '\n' ':')
  rm -f "$dir/syslog-ng.pid"
  LD_LIBRARY_PATH=$libraries "$dir/root/usr/sbin/syslog-ng" -F --no-caps -f "$dir/syslog-ng.conf" -p "$dir/syslog-ng.pid" \
    -R "$dir/syslog-ng.persist" -c "$dir/syslog-ng.ctl" --module-path "$(echo "$dir"/root/usr/lib/syslog-ng/3.*)" >>"$dir/syslog-ng.out" 2>&1 &
  for port in 6 7 8; do
    await_port $((receiver_ports + port)) || { cat "$dir/syslog-ng.out" >&2; return 1; }
  done
}

# stop_receiver PIDFILE: ends it, and waits until it has written what it has.
stop_receiver() {
  local pid
  [ -e "$1" ] || return 0
  pid=$(cat "$1")
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  return 0
}

# log_lines EXPORT: the signed lines of a log that was exported as JSON.
log_lines() {
  sed -e '1d;$d' -e 's/,$//' "$1"
}

# received_lines FILE: what was received, each line once, without byte order marks.
received_lines() {
  LC_ALL=C sed -e 's/^\xEF\xBB\xBF//' "$1" | LC_ALL=C awk '!seen[$0]++'
}
