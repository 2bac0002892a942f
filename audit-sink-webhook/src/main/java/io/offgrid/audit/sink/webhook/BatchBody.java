package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.sink.webhook.WebhookSettings.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * The body of one request. It can be sent once, so that OkHttp does not send it again by itself:
 * RFC 9110, section 9.2.2, leaves that to who knows what a POST means.
 */
final class BatchBody extends RequestBody {
  private final MediaType type;
  private final String id;
  private final byte[] bytes;
  private final boolean compressed;

  private BatchBody(MediaType type, String id, byte[] bytes, boolean compressed) {
    this.type = type;
    this.id = id;
    this.bytes = bytes;
    this.compressed = compressed;
  }

  static BatchBody of(List<? extends AuditRecord> batch, Format format, boolean gzip) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512 * batch.size());
      write(batch, format, out);
      byte[] plain = out.toByteArray();
      return new BatchBody(
          MediaType.get(mediaType(format)), id(plain), gzip ? gzip(plain) : plain, gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for every request with these records in this format, also of another process. */
  String id() {
    return id;
  }

  /** What is sent, and signed. */
  byte[] bytes() {
    return bytes;
  }

  /** What {@code Content-Encoding} says. */
  Optional<String> encoding() {
    return compressed ? Optional.of("gzip") : Optional.empty();
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }

  private static String mediaType(Format format) {
    return switch (format) {
      case JSON -> "application/json";
      case JSONL -> "application/x-ndjson";
      case CLOUDEVENTS -> "application/cloudevents-batch+json";
    };
  }

  /** Every record has a line of its own, so that signed lines can be cut out without a parser. */
  private static void write(List<? extends AuditRecord> batch, Format format, OutputStream out)
      throws IOException {
    boolean array = format != Format.JSONL;
    if (array) {
      out.write('[');
      out.write('\n');
    }
    for (int i = 0; i < batch.size(); i++) {
      if (format == Format.CLOUDEVENTS) {
        CloudEvent.write(batch.get(i), out);
      } else {
        batch.get(i).writeJson(out);
      }
      if (array && i < batch.size() - 1) {
        out.write(',');
      }
      out.write('\n');
    }
    if (array) {
      out.write(']');
      out.write('\n');
    }
  }

  private static String id(byte[] plain) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
      return "msg_" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
