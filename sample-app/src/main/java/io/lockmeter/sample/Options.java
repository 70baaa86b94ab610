package io.lockmeter.sample;

/**
 * The command line.
 *
 * @param fine whether the replacements are used instead of one lock
 * @param seconds how long the load lasts
 * @param clients how many clients send orders
 * @param port port to listen on, or 0 for any
 * @param help whether only the help is wanted
 */
record Options(boolean fine, int seconds, int clients, int port, boolean help) {

  static final String HELP =
      """
      usage: java -jar sample-app.jar [options]
        --locking=coarse|fine  one lock for all of a sale, or the replacements (coarse)
        --seconds=N            how long the clients send orders, 1 to 3600 (30)
        --clients=N            how many clients, each in a thread of its own, 1 to 256 (8)
        --port=N               port of the shop on the loopback address, 0 for any (0)
        --help                 this text
      """;

  /**
   * Reads {@code arguments}.
   *
   * @throws IllegalArgumentException if one is unknown or has a bad value, with a message for the
   *     user
   */
  static Options parse(String... arguments) {
    Options options = new Options(false, 30, 8, 0, false);
    for (String argument : arguments) {
      options = options.with(argument);
    }
    return options;
  }

  private Options with(String argument) {
    int equals = argument.indexOf('=');
    String key = equals < 0 ? argument : argument.substring(0, equals);
    String value = equals < 0 ? "" : argument.substring(equals + 1);
    return switch (key) {
      case "--locking" -> new Options(isFine(value), seconds, clients, port, help);
      case "--seconds" -> new Options(fine, number(key, value, 1, 3600), clients, port, help);
      case "--clients" -> new Options(fine, seconds, number(key, value, 1, 256), port, help);
      case "--port" -> new Options(fine, seconds, clients, number(key, value, 0, 65535), help);
      case "--help" -> new Options(fine, seconds, clients, port, true);
      default -> throw new IllegalArgumentException("unknown option " + key + "; try --help");
    };
  }

  private static boolean isFine(String value) {
    return switch (value) {
      case "fine" -> true;
      case "coarse" -> false;
      default ->
          throw new IllegalArgumentException(
              "--locking must be coarse or fine, not \"" + value + "\"");
    };
  }

  private static int number(String key, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says it for both.
    }
    throw new IllegalArgumentException(
        key
            + " must be a number from "
            + min
            + " to "
            + max
            + ", as in "
            + key
            + "="
            + max
            + ", not \""
            + value
            + "\"");
  }
}
