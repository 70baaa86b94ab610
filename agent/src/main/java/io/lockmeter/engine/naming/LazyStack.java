package io.lockmeter.engine.naming;

import java.lang.StackWalker.StackFrame;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack whose frames are asked for their code when somebody looks at them, as that takes the JVM
 * a while; knows how far anybody has looked. Confined to one thread.
 */
final class LazyStack extends AbstractList<CodeFrame> {

  private final List<StackFrame> frames;
  private final @Nullable CodeFrame[] known;
  private int looked;

  LazyStack(List<StackFrame> frames) {
    this.frames = frames;
    this.known = new CodeFrame[frames.size()];
  }

  @Override
  public CodeFrame get(int index) {
    looked = Math.max(looked, index + 1);
    return peek(index);
  }

  /** A frame, without a note that somebody looked at it. */
  CodeFrame peek(int index) {
    CodeFrame frame = known[index];
    if (frame == null) {
      frame = CodeFrame.of(frames.get(index));
      known[index] = frame;
    }
    return frame;
  }

  /** How many frames were looked at; who saw the last may have seen that there are no more. */
  int looked() {
    return looked < known.length ? looked : known.length + 1;
  }

  @Override
  public int size() {
    return known.length;
  }
}
