package io.offgrid.audit.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command: tries the faults that it is given, or all. Ends with 1 if a promise was broken, with
 * 2 on wrong usage.
 */
public final class Faults {
  private static final List<Fault> ALL =
      List.of(
          new Kills(), //
          new PowerCutFault(), //
          new Images(), //
          new Syscalls(), //
          new ShortWrites(), //
          new FullDisk(), //
          new TamperFault(), //
          new MutationFault(), //
          new Fuzz(), //
          new Receivers(), //
          new Behind(), //
          new PlaceFault());

  private Faults() {}

  /**
   * {@code [--short] [--state DIR] [FAULT…]}.
   *
   * <p>{@code ./run} goes to its own directory; the one that it was called from is in {@code
   * audit.faults.caller}.
   */
  public static void main(String[] args) throws Exception {
    Length length = Length.LONG;
    Path state = Path.of("state");
    List<Fault> picked = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--short")) {
        length = Length.SHORT;
      } else if (args[i].equals("--state") && i + 1 < args.length) {
        state = Path.of(System.getProperty("audit.faults.caller", "")).resolve(args[++i]);
      } else {
        picked.add(named(args[i]));
      }
    }
    boolean kept = true;
    for (Fault fault : picked.isEmpty() ? ALL : picked) {
      System.out.printf("        %s: %s%n", fault.name(), fault.promise());
      kept &= new Campaign(fault, length, state.toAbsolutePath(), System.out).run();
    }
    System.exit(kept ? 0 : 1);
  }

  private static Fault named(String name) {
    for (Fault fault : ALL) {
      if (fault.name().equals(name)) {
        return fault;
      }
    }
    System.err.println("there is no fault " + name + "; [--short] [--state DIR] and any of:");
    ALL.forEach(fault -> System.err.printf("  %-12s %s%n", fault.name(), fault.promise()));
    System.exit(2);
    throw new IllegalStateException();
  }
}
