package io.lockmeter.safety.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that agents come to and leave. It makes a thread wait for one lock of each kind at
 * {@code contend}, and answers {@code sample} with what it uses.
 */
public final class Visited {

  public static void main(String[] arguments) throws IOException {
    Tally tally = new Tally();
    Contest contest = new Contest(tally, Threads.PLATFORM);
    List<Subject> subjects = new ArrayList<>();
    for (Subjects kind : Subjects.values()) {
      subjects.add(kind.get());
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line) {
        case "contend" -> {
          subjects.forEach(contest::once);
          System.out.println(tally.total());
        }
        case "sample" -> System.out.println(Resources.text());
        default -> throw new IllegalArgumentException(line);
      }
    }
    contest.end();
  }

  private Visited() {}
}
