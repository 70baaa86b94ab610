package io.lockmeter.safety.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this JVM uses at this moment, once its garbage is collected. */
enum Resources {
  /** Bytes of live objects. */
  HEAP,
  /** Bytes of class metadata. */
  METASPACE,
  /** Classes that are loaded; the JVM's counter of them goes up with each retransformation. */
  CLASSES,
  /** Live platform threads. */
  THREADS,
  /** Open files and sockets; 0 where the platform does not tell. */
  FILES,
  /** Bytes that the JVM has from the system by its own account, without the heap. */
  NATIVE,
  /** Bytes of the process in memory, by the system's account; 0 where it does not tell. */
  RESIDENT;

  private static final Pattern CLASS_COUNT = Pattern.compile("Total = \\d+\\s+(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("Total:.*?committed=(\\d+)KB");
  private static final Pattern JAVA_HEAP =
      Pattern.compile("Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB");
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";
  private static final String TRIM = "systemTrimNativeHeap";
  private static final boolean TRIMS = trims();
  private static final Path STATUS = Path.of("/proc/self/status");

  private static Map<Resources, Long> now() {
    // The first finds what is dead, the second what was kept by what the first has unloaded.
    System.gc();
    System.gc();
    Map<Resources, Long> used = new EnumMap<>(Resources.class);
    used.put(HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    used.put(METASPACE, metaspace());
    used.put(CLASSES, number(CLASS_COUNT, diagnose("vmClassloaderStats")));
    used.put(THREADS, (long) ManagementFactory.getThreadMXBean().getThreadCount());
    used.put(
        FILES,
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0L);
    String accounts = diagnose("vmNativeMemory", "summary");
    used.put(NATIVE, kilobytes(TOTAL, accounts) - kilobytes(JAVA_HEAP, accounts));
    if (TRIMS) {
      // What compilers had for a moment the allocator keeps otherwise, tens of megabytes at times.
      diagnose(TRIM);
    }
    used.put(RESIDENT, resident());
    return used;
  }

  /**
   * Whether this JVM can have the allocator give memory back; it depends on platform and update.
   */
  private static boolean trims() {
    try {
      return Stream.of(
              ManagementFactory.getPlatformMBeanServer()
                  .getMBeanInfo(new ObjectName(DIAGNOSTICS))
                  .getOperations())
          .anyMatch(operation -> operation.getName().equals(TRIM));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code name=amount,name=amount}. */
  static String text() {
    List<String> entries = new ArrayList<>();
    now().forEach((resource, amount) -> entries.add(resource + "=" + amount));
    return String.join(",", entries);
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong(Resources::used)
        .sum();
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getUsage().getUsed();
  }

  private static String diagnose(String command, String... arguments) {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName(DIAGNOSTICS),
                  command,
                  new Object[] {arguments},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long resident() {
    try {
      return Files.isReadable(STATUS) ? kilobytes(RSS, Files.readString(STATUS)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long kilobytes(Pattern pattern, String text) {
    return number(pattern, text) << 10;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException(pattern + " is not in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
