package io.lockmeter.safety.classfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Languages that make classes while they run: their scripts print what they print without us. */
class ScriptIT {

  private static final Path SAMPLE = Path.of("target", "classfiles");
  private static final Path REST = Path.of("target", "classfiles-thorough");

  static Stream<Arguments> scripts() {
    List<Arguments> scripts = new ArrayList<>();
    scripts.add(
        Arguments.of(
            "groovy.ui.GroovyMain",
            List.of(SAMPLE.resolve("groovy.jar")),
            List.of(
                "-e",
                """
                import groovy.transform.*
                class Counter implements Serializable {
                  int n
                  @Synchronized void locked() { n++ }
                  synchronized int own(Closure c) { synchronized (c) { n += c(n) }; n }
                }
                def counter = new Counter()
                (1..1000).each { i -> counter.locked(); counter.own { x -> x & 1 } }
                def other = Eval.me('def lock = new Object(); synchronized (lock) { 41 + 1 }')
                println "${counter.n} ${other} ${ObjectStreamClass.lookup(Counter).serialVersionUID}"
                def failing = { -> synchronized (counter) { throw new RuntimeException('out') } }
                try { failing() } catch (RuntimeException e) {
                  println e.stackTrace*.className.findAll { !it.contains('0x') }.join(' ')
                }
                """)));
    scripts.add(
        Arguments.of(
            "clojure.main",
            List.of(
                SAMPLE.resolve("clojure.jar"),
                SAMPLE.resolve("spec.alpha.jar"),
                SAMPLE.resolve("core.specs.alpha.jar")),
            List.of(
                "-e",
                """
                (let [lock (Object.) seen (atom [])]
                  (dotimes [i 1000]
                    (locking lock
                      (locking seen
                        (swap! seen conj (if (odd? i) (locking lock (inc i)) (try (/ i 0)
                          (catch ArithmeticException e (Thread/holdsLock lock))))))))
                  (println (hash @seen) (count @seen) (Thread/holdsLock lock)))
                (defprotocol P (p [this x]))
                (println (p (reify P (p [this x] (locking this (inc x)))) 41))
                """)));
    if (Boolean.getBoolean("thorough")) {
      scripts.add(
          Arguments.of(
              "org.mozilla.javascript.tools.shell.Main",
              List.of(REST.resolve("js.jar")),
              List.of(
                  "-e",
                  "var n = 0; var add = sync(function (i) { n += i; });"
                      + "for (var i = 0; i < 5000; i++) add(i); print(n);")));
      scripts.add(
          Arguments.of(
              "org.python.util.jython",
              List.of(REST.resolve("jython-standalone.jar")),
              List.of(
                  "-c",
                  """
                  from synchronize import make_synchronized
                  from java.lang import Runnable, Thread
                  class Task(Runnable):
                    def __init__(self):
                      self.n = 0
                    @make_synchronized
                    def run(self):
                      for i in range(1000): self.n += i
                  t = Task()
                  threads = [Thread(t) for i in range(4)]
                  for x in threads: x.start()
                  for x in threads: x.join()
                  print t.n
                  """)));
    }
    return scripts.stream();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptPrintsTheSame(String main, List<Path> jars, List<String> arguments) {
    FinishedProgram without = program(main, jars, arguments).run();
    FinishedProgram under = program(main, jars, arguments).withAgent("").run();
    assertThat(under.exitCode()).isEqualTo(without.exitCode()).isZero();
    assertThat(under.stdout()).isEqualTo(without.stdout()).isNotEmpty();
    assertThat(under.otherStderr()).isEqualTo(without.stderr());
    assertThat(under.report().coverage().classesRewritten()).isPositive();
  }

  private static JavaProgram program(String main, List<Path> jars, List<String> arguments) {
    return JavaProgram.of(main, jars.toArray(Path[]::new))
        .arguments(arguments.toArray(String[]::new));
  }
}
