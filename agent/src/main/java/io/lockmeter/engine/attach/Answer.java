package io.lockmeter.engine.attach;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Request}, as {@code ID done MESSAGE} or {@code ID failed MESSAGE}.
 *
 * @param id that of the request
 * @param done whether it was done
 * @param message one line for the user
 */
public record Answer(String id, boolean done, String message) {

  /** The agent property that an answer is found in. */
  public static final String PROPERTY = "lockmeter.reply";

  /** The agent property that has the version of the agent that runs. */
  public static final String RUNNING = "lockmeter.agent";

  private static final String DONE = "done";
  private static final String FAILED = "failed";
  private static final int PARTS = 3;

  /** Reads an answer; null if {@code text} is none to the request {@code id}. */
  public static @Nullable Answer parse(@Nullable String text, String id) {
    String[] parts = text == null ? new String[0] : text.split(" ", PARTS);
    return parts.length == PARTS && parts[0].equals(id)
        ? new Answer(id, parts[1].equals(DONE), parts[2])
        : null;
  }

  /** As one line. */
  public String text() {
    return String.join(" ", id, done ? DONE : FAILED, message);
  }
}
