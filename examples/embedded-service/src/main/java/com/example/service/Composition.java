package com.example.service;

import com.example.accounts.Accounts;
import com.example.accounts.AccountsApi;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.sun.net.httpserver.HttpServer;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditModule;
import io.offgrid.audit.spi.AuditStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * The one class that knows what the service is made of: this service's own parts, and the log as
 * {@code config.yaml} says. In {@link Stage#PRODUCTION} the log is opened now, so that what is
 * wrong with it stops the start, not the first request.
 */
final class Composition extends AbstractModule implements AutoCloseable {
  private final AuditConfig config;
  private final Injector injector;
  private final HttpServer server;

  Composition(AuditConfig config, int port) throws IOException {
    this.config = config;
    injector = Guice.createInjector(Stage.PRODUCTION, this);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/", injector.getInstance(AccountsApi.class));
    server.start();
  }

  @Override
  protected void configure() {
    install(new AuditModule(config));
  }

  @Provides
  @Singleton
  Accounts accounts(AuditLog log) {
    Accounts accounts = new Accounts(log);
    accounts.add("alice", "correct horse battery staple", "admin");
    accounts.add("bob", "hunter2", "user");
    return accounts;
  }

  @Provides
  AccountsApi api(Accounts accounts) {
    return new AccountsApi(accounts);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** First who records, then the log, then where it is kept. */
  @Override
  public void close() {
    server.stop(1);
    injector.getInstance(AuditLog.class).close();
    injector.getInstance(AuditStore.class).close();
  }
}
