package io.offgrid.audit.server;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * All connections. Those whose clients take too long are closed; and when there are too many, or
 * they hold too much memory, those that let the server wait longest, or with the most of it, so
 * that others get in. Safe for use by any number of threads.
 */
final class Clients implements Connection.Listener {
  private static final Comparator<long[]> LEAST =
      Comparator.<long[]>comparingLong(rank -> rank[0]).thenComparingLong(rank -> rank[1]);

  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<Connection, Client> open = new ConcurrentHashMap<>();
  private final AtomicLong held = new AtomicLong();

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Clients(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof ConnectionMetaData)) {
      return; // the TLS around one, which is closed along with it
    }
    Client client = new Client(connection, now());
    open.put(connection, client);
    if (open.size() > limits.connections()) {
      worst(client).orElse(client).close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /** Whose request this is. */
  Client of(Request request) {
    return of(request.getConnectionMetaData().getConnection());
  }

  /**
   * A client that went before its request was looked at does not count again: nobody would tell
   * when it goes.
   */
  Client of(Connection connection) {
    Client known = open.get(connection);
    return known == null ? new Client(connection, now()) : known;
  }

  /** How many there are. */
  int count() {
    return open.size();
  }

  /** Ends what takes longer than it may; now and then. */
  void check() {
    long now = now();
    open.values().forEach(client -> client.check(now, limits));
  }

  /**
   * Takes memory for a client. When there is no more, it is taken from another one that holds some
   * only because it is slow.
   *
   * @return whether there was enough; it is taken anyhow
   */
  boolean hold(Client client, int bytes) {
    client.hold(bytes);
    if (held.addAndGet(bytes) <= limits.memory()) {
      return true;
    }
    Optional<Client> hoarder = hoarder(client);
    hoarder.ifPresent(Client::close);
    return hoarder.isPresent();
  }

  /** Gives back what {@link #hold} took. */
  void release(Client client, int bytes) {
    client.hold(-bytes);
    held.addAndGet(-bytes);
  }

  /** What {@link #hold} took and nobody gave back. */
  long held() {
    return held.get();
  }

  private Optional<Client> worst(Client except) {
    return open.values().stream()
        .filter(client -> client != except && client.isExpendable())
        .map(client -> Map.entry(client, client.rank()))
        .min(Map.Entry.comparingByValue(LEAST))
        .map(Map.Entry::getKey);
  }

  private Optional<Client> hoarder(Client except) {
    long now = now();
    return open.values().stream()
        .filter(client -> client != except)
        .map(client -> Map.entry(client, client.hoarded(now)))
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }
}
