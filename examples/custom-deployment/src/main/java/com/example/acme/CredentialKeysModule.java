package com.example.acme;

import com.google.inject.AbstractModule;
import io.offgrid.audit.runtime.KeySource;

/** Puts our keys in place of those that the configuration would name; named in audit.modules. */
public final class CredentialKeysModule extends AbstractModule {
  @Override
  protected void configure() {
    String directory = System.getenv().getOrDefault("CREDENTIALS_DIRECTORY", "");
    bind(KeySource.class).toInstance(new CredentialKeys(directory));
  }
}
