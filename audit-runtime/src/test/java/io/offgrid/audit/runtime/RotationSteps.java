package io.offgrid.audit.runtime;

import java.util.ArrayList;
import java.util.List;

/** Remembers the steps of rotations, in words. */
public final class RotationSteps implements KeyRotationListener {
  private final List<String> taken = new ArrayList<>();

  /** What was told so far, oldest first. */
  public List<String> taken() {
    return taken;
  }

  @Override
  public void prepared(String nextKeyId, boolean made) {
    taken.add((made ? "made " : "found ") + nextKeyId);
  }

  @Override
  public void announced(String nextKeyId, long seq) {
    taken.add("announced " + nextKeyId + " by " + seq);
  }

  @Override
  public void retired(String oldKeyId) {
    taken.add("retired " + oldKeyId);
  }

  @Override
  public void markStays(String nextKeyId, String reason) {
    taken.add("marked " + nextKeyId + " " + reason);
  }

  @Override
  public void alreadyDue(String keyId) {
    taken.add("due " + keyId);
  }
}
