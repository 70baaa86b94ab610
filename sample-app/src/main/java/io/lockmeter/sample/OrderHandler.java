package io.lockmeter.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code POST /orders?item=NAME&quantity=NUMBER} with what it costs. */
final class OrderHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(OrderHandler.class);
  private static final Pattern QUERY = Pattern.compile("item=([\\w-]+)&quantity=(\\d{1,6})");

  private final Shop shop;

  OrderHandler(Shop shop) {
    this.shop = shop;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        sell(exchange);
      } else {
        answer(exchange, 405, "orders are posted");
      }
    }
  }

  private void sell(HttpExchange exchange) throws IOException {
    try {
      OptionalLong cents = shop.sell(order(exchange.getRequestURI().getQuery()));
      if (cents.isPresent()) {
        answer(exchange, 200, cents.getAsLong() + " cents");
      } else {
        answer(exchange, 409, "out of stock");
      }
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      LOG.error("an order failed", e);
      answer(exchange, 500, "the database failed");
    }
  }

  private static Order order(String query) {
    Matcher matcher = QUERY.matcher(String.valueOf(query));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("an order looks like item=NAME&quantity=NUMBER");
    }
    return new Order(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
