package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.ProviderContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** An exporter that fails when it has written a lot. */
public final class BrokenExporterProvider
    implements ExporterProvider<BrokenExporterProvider.Settings> {
  /** None. */
  public record Settings() {}

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public Class<Settings> settingsType() {
    return Settings.class;
  }

  @Override
  public Exporter create(Settings settings, ProviderContext context) {
    return new Exporter() {
      @Override
      public String mediaType() {
        return "text/plain";
      }

      @Override
      public String fileExtension() {
        return "txt";
      }

      @Override
      public void export(Iterator<? extends AuditRecord> records, OutputStream out)
          throws IOException {
        for (int i = 0; i < 500_000; i++) {
          out.write('x');
        }
        throw new AuditException("the disk cannot be read any more");
      }
    };
  }
}
