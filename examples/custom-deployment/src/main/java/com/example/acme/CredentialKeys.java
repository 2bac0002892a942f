package com.example.acme;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keys from a credential of systemd: {@code LoadCredentialEncrypted=audit-key} puts it where only
 * this service sees it, and nothing of it is ever on a disk in plain text.
 */
record CredentialKeys(String directory) implements KeySource {
  @Override
  public KeyRing load() {
    if (directory.isEmpty()) {
      throw new AuditException(
          "there is no CREDENTIALS_DIRECTORY: start it as a service with LoadCredential=audit-key");
    }
    Path file = Path.of(directory, "audit-key");
    try {
      List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
      return KeyRing.parse(lines);
    } catch (IOException e) {
      throw new AuditException("the credential " + file + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new AuditException("the credential " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String location() {
    return "the credential audit-key";
  }

  @Override
  public String howToAddNext() {
    return "add it as the last line of the credential audit-key, marked: next hex:…";
  }
}
