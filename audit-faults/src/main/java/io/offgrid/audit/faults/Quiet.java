package io.offgrid.audit.faults;

import io.offgrid.audit.runtime.KeyRotationListener;

/** Is told, and says nothing. */
final class Quiet implements KeyRotationListener {
  @Override
  public void prepared(String nextKeyId, boolean made) {}

  @Override
  public void announced(String nextKeyId, long seq) {}

  @Override
  public void retired(String oldKeyId) {}

  @Override
  public void markStays(String nextKeyId, String reason) {}

  @Override
  public void alreadyDue(String keyId) {}
}
