package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSpaceTest {
  private static final long MB = 1 << 20;
  private static final String TOO_LITTLE =
      " MB to go on safely: make room where the log is, or let audit.retention_days delete more";

  private static FreeSpace free(long bytes, long segmentMb) {
    return new FreeSpace(OptionalLong.of(bytes), segmentMb * MB);
  }

  @ParameterizedTest
  @CsvSource({"10, 20", "1, 2", "128, 256", "129, 256", "1048576, 256"})
  void twoSegmentsMustBeFreeOrAQuarterOfAGigabyte(long segmentMb, long leastMb) {
    assertThat(free(leastMb * MB, segmentMb).isEnough()).isTrue();
    assertThat(free(leastMb * MB - 1, segmentMb).isEnough()).isFalse();
    assertThat(free(leastMb * MB - 1, segmentMb).text())
        .isEqualTo(
            "%,d MB are free, and it takes %,d".formatted(leastMb - 1, leastMb) + TOO_LITTLE);
  }

  @Test
  void warnsBefore() {
    assertThat(free(100 * MB - 1, 10).text())
        .isEqualTo("99 MB are free, which is not much: make room soon");
    assertThat(free(100 * MB, 10).text()).isEqualTo("100 MB are free");
    assertThat(free(5000 * MB, 10).text()).isEqualTo("5,000 MB are free");
  }

  @Test
  void willDoWhereNobodyKnows() {
    FreeSpace unknown = new FreeSpace(OptionalLong.empty(), 10 * MB);
    assertThat(unknown.isEnough()).isTrue();
    assertThat(unknown.text()).isEqualTo("the store does not tell how much is free");
  }
}
