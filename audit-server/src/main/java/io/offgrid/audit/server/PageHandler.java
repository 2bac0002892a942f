package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The web page and its files, from the jar. Safe for use by any number of threads. */
final class PageHandler implements Handler {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Map<String, String> LIBRARY =
      Map.of(
          "lib/uPlot.esm.js", UPLOT + "uPlot.esm.js",
          "lib/uPlot.min.css", UPLOT + "uPlot.min.css");

  private final ConcurrentMap<String, File> files = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record File(byte[] bytes, String type, String tag) {}

  @Override
  public void handle(Context request) {
    String path = request.path();
    String name = path.equals("/") ? "index.html" : path.substring("/page/".length());
    File file = file(name);
    if (file == null) {
      throw Problem.of(404, "there is no " + Shown.text(path) + " here; the page is at /");
    }
    request.header("ETag", file.tag());
    if (file.tag().equals(request.header("If-None-Match"))) {
      request.status(304);
      return;
    }
    request.contentType(file.type()).result(file.bytes());
  }

  private @Nullable File file(String name) {
    File known = files.get(name);
    if (known == null && name.matches("(lib/)?[A-Za-z0-9-]+(\\.[A-Za-z0-9]+){1,2}")) {
      known = read(name);
      if (known != null) {
        files.put(name, known);
      }
    }
    return known;
  }

  private static @Nullable File read(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    String resource = LIBRARY.getOrDefault(name, "page/" + name);
    try (InputStream in = PageHandler.class.getResourceAsStream(resource)) {
      if (in == null || type == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new File(bytes, type, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
