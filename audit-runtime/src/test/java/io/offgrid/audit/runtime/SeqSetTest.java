package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeqSetTest {
  @Test
  void holdsWhatAPlainSetHoldsWhateverIsAddedAndRemoved() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int reach = seed % 2 == 0 ? 5_000 : 5_000_000;
      SeqSet set = new SeqSet();
      Set<Long> plain = new TreeSet<>();
      for (int i = 0; i < 20_000; i++) {
        long seq = random.nextInt(reach) - reach / 4L;
        if (random.nextBoolean()) {
          set.add(seq);
          plain.add(seq);
        } else {
          assertThat(set.remove(seq)).isEqualTo(plain.remove(seq));
        }
      }
      assertHolds(set, plain);
      for (long seq : List.copyOf(plain)) {
        assertThat(set.remove(seq)).isTrue();
      }
      assertHolds(set, Set.of());
      assertThat(set.blocks()).isZero();
    }
  }

  private static void assertHolds(SeqSet set, Set<Long> plain) {
    List<Long> held = new ArrayList<>();
    set.forEach(held::add);
    assertThat(held).containsExactlyElementsOf(plain);
    assertThat(set.size()).isEqualTo(plain.size());
    assertThat(set.isEmpty()).isEqualTo(plain.isEmpty());
  }

  /** A thousand to a block, also where a filter lets only every third record through. */
  @Test
  void threeMillionNumbersNeedAThousandthAsManyBlocks() {
    for (int step : new int[] {1, 3}) {
      SeqSet set = new SeqSet();
      for (long seq = 1; seq <= 3_000_000; seq += step) {
        set.add(seq);
      }
      assertThat(set.size()).isEqualTo(3_000_000 / step);
      assertThat(set.blocks()).isEqualTo(2930);
    }
  }

  @Test
  void isEmptyWhenCleared() {
    SeqSet set = new SeqSet();
    set.add(7);
    set.clear();
    assertHolds(set, Set.of());
  }
}
