package io.lockmeter.attach;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;

/** A program that says in {@code main} which MBean server it wants, and then looks around in it. */
final class JmxProgram {

  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final long LOOK_MILLIS = 20;

  private JmxProgram() {}

  /** The program's own builder, which the JVM uses for the first server that somebody asks for. */
  public static final class Builder extends MBeanServerBuilder {

    @Override
    public MBeanServer newMBeanServer(
        String domain, MBeanServer outer, MBeanServerDelegate delegate) {
      System.out.println("made for " + Thread.currentThread().getName());
      return super.newMBeanServer(domain, outer, delegate);
    }
  }

  /** Takes the name of a file to have a report written to. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("javax.management.builder.initial", Builder.class.getName());
    // The agent has started all that it starts at once.
    Thread.sleep(1000);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.lockmeter:type=LockProfiler");
    long start = System.nanoTime();
    while (!server.isRegistered(name) && System.nanoTime() - start < LIMIT_NANOS) {
      Thread.sleep(LOOK_MILLIS);
    }
    for (String attribute : List.of("Monitors", "SelfTest", "WindowSeconds", "FlagRatio")) {
      System.out.println(attribute + " " + server.getAttribute(name, attribute));
    }
    System.out.println(
        "HookedLocks " + Arrays.toString((String[]) server.getAttribute(name, "HookedLocks")));
    for (var attribute : server.getMBeanInfo(name).getAttributes()) {
      if (attribute.isWritable() || server.getAttribute(name, attribute.getName()) == null) {
        System.out.println("WRONG " + attribute.getName());
      }
    }
    Object[] file = {arguments[0]};
    server.invoke(name, "dump", file, new String[] {String.class.getName()});
    System.out.println("dumped " + (Files.size(Path.of(arguments[0])) > 0));
  }
}
