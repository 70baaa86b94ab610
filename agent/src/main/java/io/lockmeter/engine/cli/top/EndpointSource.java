package io.lockmeter.engine.cli.top;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks the endpoint of an agent. Needs module {@code java.net.http}. */
public final class EndpointSource implements ReportSource {

  private static final int LIMIT_SECONDS = 10;
  private static final String PAGE = "/locks.json";

  private final URI page;
  private final @Nullable String authorization;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(LIMIT_SECONDS))
          .build();

  /**
   * @param endpoint with {@code http} or {@code https} and a host; what stands behind these may be
   *     left out, or be one of the endpoint's pages
   * @param login {@code user:password}, or null
   */
  public EndpointSource(URI endpoint, @Nullable String login) {
    authorization =
        login == null
            ? null
            : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    String path = endpoint.getRawPath().replaceFirst("/*(/(locks|locks\\.json|metrics))?/*$", "");
    page = URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path + PAGE);
  }

  @Override
  public String read() throws NoReportException, InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(page);
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    HttpRequest request = builder.build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      return body(answer.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NoReportException(page + " gave no answer within " + LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      throw new NoReportException(reason(e.getCause()));
    }
  }

  private String reason(@Nullable Throwable cause) {
    if (cause instanceof ConnectException) {
      return "nobody listens at "
          + page
          + "; the program must run, with the agent and its option http.port";
    }
    if (cause instanceof SSLException) {
      return page
          + " is not trusted or speaks no TLS ("
          + cause.getMessage()
          + "); a certificate of your own is trusted with java -Djavax.net.ssl.trustStore=FILE"
          + " -jar lockmeter-agent.jar top, and the host in the URL must be one of its names";
    }
    return page + " gave no answer (" + cause + ")";
  }

  private String body(HttpResponse<String> response) throws NoReportException {
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 401 ->
          throw new NoReportException(
              page
                  + " wants to know who asks (401): give --user and --password-file, as in the"
                  + " agent's options http.user and http.password.file");
      case 403 ->
          throw new NoReportException(
              page
                  + " is not told to other machines (403): ask on the machine of the program, by"
                  + " http://localhost, and start its agent without http.host, or with http.locks=always");
      default ->
          throw new NoReportException(
              page
                  + " answers "
                  + response.statusCode()
                  + ": that is no endpoint of the agent, which logs its address when it starts");
    };
  }
}
