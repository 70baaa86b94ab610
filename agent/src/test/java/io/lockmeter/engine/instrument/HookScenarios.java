package io.lockmeter.engine.instrument;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.config.Config.LogLevel;
import io.lockmeter.engine.config.HttpConfig;
import io.lockmeter.engine.instrument.monitor.MonitorProbeDefiner;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the child JVM of {@link JdkHooksTest} does: one line on stdout for each scenario, with its
 * name and the hooks that were reached in it.
 */
public final class HookScenarios {

  private static final Coverage COVERAGE = new Coverage();
  private static final HookLog LOG = new HookLog();
  private static @Nullable Config config;
  private static @Nullable JdkHooks hooks;

  private HookScenarios() {}

  /** Called by {@link HookTestAgent}. */
  public static void install(String acquisitions, Instrumentation instrumentation)
      throws IOException {
    config =
        new Config(
            true,
            HttpConfig.local(-1),
            Duration.ofSeconds(10),
            0.1,
            EnumSet.allOf(Locks.class),
            Config.Monitors.OFF,
            false,
            List.of(),
            List.of(),
            acquisitions.equals("sampled"),
            false,
            Config.Metrics.AGENT,
            100,
            null,
            LogLevel.INFO);
    LockProbe.listen(LOG);
    LockProbe.sampling = config.sampleAcquisitions();
    MonitorProbeDefiner.define(instrumentation, new File(System.getProperty("agent.jar")));
    hooks = JdkHooks.install(instrumentation, config, COVERAGE);
    hooks.complete();
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("self-test " + selfTest());
    System.out.println("skipped " + COVERAGE.state().classesSkipped());
    Probe probe = new Probe(LOG);
    new LockScenarios(probe).run();
    new IdleScenarios(probe).run();
    hooks.close();
    System.out.println("removed " + selfTest());
    System.out.println("failures " + LockProbe.failures());
  }

  private static String selfTest() {
    SelfTest.run(config, COVERAGE);
    return COVERAGE.state().selfTest() + " " + COVERAGE.state().locks();
  }
}
