package io.lockmeter.engine.record;

import io.lockmeter.engine.naming.Frames;
import java.util.ArrayList;
import java.util.List;

/** Turns stacks into what reports show. Used by one thread of the agent at a time. */
final class StackLabels {

  /** Apart from the sites of locks, which callers are more of. */
  private final SiteTable places = new SiteTable();

  /**
   * The callers of the first application frame, innermost first, up to the last that is the
   * application's too: what is beyond starts threads and tells nothing.
   */
  List<String> callers(List<StackWalker.StackFrame> stack) {
    int first = 0;
    while (first < stack.size() && !application(stack.get(first))) {
      first++;
    }
    int end = stack.size();
    while (end > first && !application(stack.get(end - 1))) {
      end--;
    }
    List<String> callers = new ArrayList<>();
    for (StackWalker.StackFrame frame : stack.subList(Math.min(first + 1, end), end)) {
      if (!Frames.generated(frame.getDeclaringClass())) {
        callers.add(places.of(frame).label());
      }
    }
    return callers;
  }

  /** Forgets the places in classes that are gone. */
  void settle() {
    places.settle();
  }

  private static boolean application(StackWalker.StackFrame frame) {
    return Frames.application(frame.getDeclaringClass());
  }
}
