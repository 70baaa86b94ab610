package io.lockmeter.engine.attach;

import org.jspecify.annotations.Nullable;

/**
 * What an attach asks for, as the arguments of the agent: {@code lockmeter/1 ID COMMAND ARGUMENT}.
 * Arguments that do not begin so are options, and nobody waits for an answer.
 *
 * @param id what the answer begins with, without spaces; empty if none is wanted
 * @param command the name of the command
 * @param argument what it is given, or an empty string
 */
public record Request(String id, String command, String argument) {

  public static final String ATTACH = "attach";
  public static final String DETACH = "detach";
  public static final String DUMP = "dump";

  /** The argument is the path of a {@link ReportExchange}. */
  public static final String WATCH = "watch";

  private static final String PROTOCOL = "lockmeter/1";
  private static final int PARTS = 4;

  /** Reads the arguments of an agent. */
  public static Request parse(@Nullable String arguments) {
    String given = arguments == null ? "" : arguments;
    String[] parts = given.split(" ", PARTS);
    return parts.length == PARTS && parts[0].equals(PROTOCOL)
        ? new Request(parts[1], parts[2], parts[3])
        : new Request("", ATTACH, given);
  }

  /** As arguments of an agent. */
  public String arguments() {
    return String.join(" ", PROTOCOL, id, command, argument);
  }
}
