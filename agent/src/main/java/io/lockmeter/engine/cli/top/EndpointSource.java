package io.lockmeter.engine.cli.top;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the endpoint of an agent. Needs module {@code java.net.http}. */
public final class EndpointSource implements ReportSource {

  private static final int LIMIT_SECONDS = 10;
  private static final String PAGE = "/locks.json";

  private final URI page;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(LIMIT_SECONDS))
          .build();

  /**
   * @param endpoint with {@code http} or {@code https} and a host; what stands behind these may be
   *     left out, or be one of the endpoint's pages
   */
  public EndpointSource(URI endpoint) {
    String path = endpoint.getRawPath().replaceFirst("/*(/(locks|locks\\.json|metrics))?/*$", "");
    page = URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path + PAGE);
  }

  @Override
  public String read() throws NoReportException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page).build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      return body(answer.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NoReportException(page + " gave no answer within " + LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new NoReportException(
          cause instanceof ConnectException
              ? "nobody listens at "
                  + page
                  + "; the program must run, with the agent and its option http.port"
              : page + " gave no answer (" + cause + ")");
    }
  }

  private String body(HttpResponse<String> response) throws NoReportException {
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 403 ->
          throw new NoReportException(
              page
                  + " is not told to other machines (403): ask on the machine of the program, by"
                  + " http://localhost, and start its agent without http.host");
      default ->
          throw new NoReportException(
              page
                  + " answers "
                  + response.statusCode()
                  + ": that is no endpoint of the agent, which logs its address when it starts");
    };
  }
}
