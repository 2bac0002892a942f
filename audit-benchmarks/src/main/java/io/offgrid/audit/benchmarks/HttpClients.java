package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** One client for all that is asked over HTTP, with a connection for each thread. */
final class HttpClients {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
          .socketFactory(new PromptSockets())
          .build();

  private HttpClients() {}

  static void post(String url, byte[] body, int status) throws IOException {
    Request request = new Request.Builder().url(url).post(RequestBody.create(body, JSON)).build();
    try (Response response = CLIENT.newCall(request).execute()) {
      byte[] answer = response.body().bytes();
      if (response.code() != status || answer.length == 0) {
        throw new IOException(url + " answered " + response.code());
      }
    }
  }

  static byte[] get(String url) {
    try (Response response = CLIENT.newCall(new Request.Builder().url(url).build()).execute()) {
      byte[] answer = response.body().bytes();
      if (response.code() != 200) {
        throw new IllegalStateException(url + " answered " + response.code());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
