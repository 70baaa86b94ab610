package io.lockmeter.benchmarks.locks;

import io.lockmeter.benchmarks.harness.Jmh;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs the types of core-locks and their peers, and prints what each reached beside the other.
 *
 * <p>All run in JVMs of their own, one after the other, and so in each of several rounds: a machine
 * that slows down on the way slows down all. The table gives medians of the rounds.
 */
@Command(
    name = "locks",
    mixinStandardHelpOptions = true,
    description = "The types of core-locks beside their peers.")
public final class LockPeers implements Callable<Integer> {

  /** The benchmarks' parameter that names the implementation; the first of its values is ours. */
  static final String SUBJECT = "subject";

  @Option(names = "--quick", description = "One short round: a first look, not a figure to quote.")
  private boolean quick;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description =
          "Numbers of threads (default: 1,2,4, and 16 where there are as many processors).")
  private List<Integer> threads = defaultThreads();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      description = "Only benchmarks whose class contains this regular expression.")
  private String filter = "";

  @Override
  public Integer call() throws RunnerException {
    List<Figure> figures = new ArrayList<>();
    int rounds = quick ? 1 : 3;
    for (int round = 1; round <= rounds; round++) {
      for (int number : threads) {
        System.err.println("round " + round + " of " + rounds + ", threads: " + number);
        measure(number, figures);
      }
    }
    System.out.print(PeerTable.of(figures, Targets.ALL));
    return 0;
  }

  private static List<Integer> defaultThreads() {
    return Runtime.getRuntime().availableProcessors() >= 16
        ? List.of(1, 2, 4, 16)
        : List.of(1, 2, 4);
  }

  private void measure(int number, List<Figure> figures) throws RunnerException {
    var jmh =
        Jmh.options()
            .include("^" + LockPeers.class.getPackageName() + "\\.[A-Za-z]*" + filter)
            .threads(number)
            .warmupIterations(quick ? 2 : 5)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(500))
            .build();
    for (RunResult result : new Runner(jmh).run()) {
      figures.add(figure(result));
    }
  }

  private static Figure figure(RunResult result) {
    BenchmarkParams params = result.getParams();
    String benchmark = params.getBenchmark();
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    String others =
        params.getParamsKeys().stream()
            .filter(key -> !key.equals(SUBJECT))
            .map(key -> " " + key + "=" + params.getParam(key))
            .collect(Collectors.joining());
    @Nullable Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Figure(
        type.substring(type.lastIndexOf('.') + 1) + others,
        params.getThreads(),
        params.getParam(SUBJECT),
        result.getPrimaryResult().getScore(),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
