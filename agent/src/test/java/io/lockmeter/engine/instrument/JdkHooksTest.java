package io.lockmeter.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Processes;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.tree.ClassNode;
import org.slf4j.Logger;

class JdkHooksTest {

  @TempDir static Path directory;

  /** What each scenario reached, with every class verified. */
  private static Map<String, String> sampled = Map.of();

  /** The same without acquisitions, verified as usual. */
  private static Map<String, String> unsampled = Map.of();

  @BeforeAll
  static void runScenarios() throws Exception {
    sampled = scenarios("sampled", "-Xverify:all");
    unsampled = scenarios("off", "-Xshare:auto");
  }

  @Test
  void everyHookFiresAndNoClassIsSkipped() {
    for (Map<String, String> reached : List.of(sampled, unsampled)) {
      assertThat(reached)
          .containsEntry(
              "self-test", "passed [read, reentrant, stamped_read, stamped_write, write]")
          .containsEntry("skipped", "[]")
          .containsEntry("failures", "0");
    }
  }

  @Test
  void nothingFiresAfterRemovalAndTheSelfTestNamesAll() {
    assertThat(sampled.get("removed"))
        .startsWith(
            "failed: reentrant, read, write, stamped_read, stamped_write, idle, thread start,"
                + " thread end, sampled acquisition");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reentrant", "read", "write", "stamped_read", "stamped_write"})
  void aFreeLockReachesOnlyTheSampler(String kind) {
    String shared = kind.endsWith("read") ? "-shared" : "";
    assertThat(sampled.get("free-" + kind))
        .isEqualTo(("acquired" + shared + " released ").repeat(4).strip());
    assertThat(unsampled.get("free-" + kind)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reentrant", "read", "write", "stamped_read", "stamped_write"})
  void aWaitIsSeenOnce(String kind) {
    String shared = kind.endsWith("read") ? "-shared" : "";
    assertThat(unsampled.get("waiting-" + kind)).isEqualTo("wait" + shared + " got" + shared);
    assertThat(sampled.get("waiting-" + kind))
        .isEqualTo("wait" + shared + " got" + shared + " acquired" + shared + " released");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reentrant", "read", "write", "stamped_read", "stamped_write"})
  void aReleaseIsSeenWhileOthersAreQueued(String kind) {
    String shared = kind.endsWith("read") ? "-shared" : "";
    assertThat(unsampled.get("releasing-" + kind)).isEqualTo("releasing" + shared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reentrant", "read", "write", "stamped_read", "stamped_write"})
  void aWaitThatEndsWithoutTheLockIsSeenAsSuch(String kind) {
    String shared = kind.endsWith("read") ? "-shared" : "";
    String lost = "wait" + shared + " lost" + shared;
    for (Map<String, String> reached : List.of(sampled, unsampled)) {
      assertThat(reached)
          .containsEntry("timeout-" + kind, lost)
          .containsEntry("interrupted-" + kind, lost);
    }
  }

  @Test
  void theReacquireAfterAConditionIsAWaitAndAnAcquisition() {
    assertThat(sampled)
        .containsEntry("condition", "acquired awaiting wait-free got acquired released")
        .containsEntry("interrupted-condition", "acquired awaiting wait got acquired released");
    assertThat(unsampled)
        .containsEntry("condition", "wait-free got")
        .containsEntry("interrupted-condition", "wait got");
  }

  @Test
  void everyMethodOfStampedLockCountsOnce() {
    assertThat(sampled.get("stamped-methods"))
        .isEqualTo(
            "acquired released acquired-shared released"
                + " acquired released acquired-shared released acquired released");
  }

  @Test
  void aLockThatIsGivenANameReportsItOnce() {
    assertThat(unsampled).containsEntry("given-name", "named-orders-ReentrantLock");
  }

  @Test
  void threadsAreSeenToStartAndEnd() {
    assertThat(unsampled).containsEntry("platform-thread", "starting ended");
    if (Runtime.version().feature() >= 21) {
      assertThat(unsampled).containsEntry("virtual-thread", "ended-virtual");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LinkedBlockingQueue",
        "ArrayBlockingQueue",
        "LinkedBlockingDeque",
        "PriorityBlockingQueue",
        "DelayQueue",
        "SynchronousQueue",
        "LinkedTransferQueue"
      })
  void aQueueThatHasNothingMakesItsTakerIdle(String queue) {
    for (Map<String, String> reached : List.of(sampled, unsampled)) {
      assertThat(reached)
          .containsEntry("take-" + queue, "idle busy")
          .containsEntry("poll-" + queue, "idle busy")
          .containsEntry("poll-now-" + queue, "");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "take-there, ''",
    "pool, task idle busy task idle busy",
    "own-pool, task idle idle busy busy task idle idle busy busy",
    "scheduled, idle busy",
    "fork-join, (idle busy )*task( idle busy)+",
    // A clock that is set back makes the timer wait once more.
    "timer, (idle busy )+task( idle busy)+",
    "select, idle busy",
    "select-now, ''",
    "accept, idle busy task",
    "accept-channel, idle busy"
  })
  void aThreadIsIdleOnlyWhileItWaitsForWork(String scenario, String reached) {
    assertThat(sampled.get(scenario)).matches(reached);
    assertThat(unsampled.get(scenario)).matches(reached);
  }

  private static Map<String, String> scenarios(String acquisitions, String option)
      throws IOException, InterruptedException {
    Path agent = agent();
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            option,
            "-javaagent:" + agent + "=" + acquisitions,
            "-Dagent.jar=" + agent,
            "-cp",
            classPath(),
            HookScenarios.class.getName());
    Path out = directory.resolve(acquisitions + ".out");
    Path err = directory.resolve(acquisitions + ".err");
    Process child =
        Processes.of(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = child.waitFor(5, TimeUnit.MINUTES);
    child.destroyForcibly();
    assertThat(ended).as("%s%n%s", Files.readString(out), Files.readString(err)).isTrue();
    // The one line is of the self-test after the hooks are gone.
    assertThat(Files.readAllLines(err)).as(Files.readString(out)).hasSize(1);
    Map<String, String> reached = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      String[] parts = line.split(" ", 2);
      reached.put(parts[0], parts[1]);
    }
    return reached;
  }

  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (Class<?> type :
        List.of(
            JdkHooks.class,
            HookScenarios.class,
            ClassReader.class,
            ClassNode.class,
            ClassRemapper.class,
            Logger.class)) {
      entries.add(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Path agent() throws IOException {
    Path jar = directory.resolve("agent.jar");
    String probe = "io/lockmeter/bootstrap/MonitorProbe.class";
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", HookTestAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry(probe));
      try (InputStream in = JdkHooks.class.getClassLoader().getResourceAsStream(probe)) {
        in.transferTo(entries);
      }
    }
    return jar;
  }
}
