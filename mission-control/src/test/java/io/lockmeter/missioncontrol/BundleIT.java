package io.lockmeter.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The jar as a bundle in Equinox, on which Mission Control is built, among the bundles of Mission
 * Control that are published.
 */
class BundleIT {

  private static final File JAR = new File(System.getProperty("mission-control.jar"));
  private static final Path BUNDLES = Path.of(System.getProperty("bundles"));
  private static final String NAME = "io.lockmeter.missioncontrol";

  @TempDir private Path storage;
  private Framework framework;
  private Bundle ours;

  @BeforeEach
  void start() throws Exception {
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).iterator().next();
    framework = factory.newFramework(Map.of("org.osgi.framework.storage", storage.toString()));
    framework.start();
    BundleContext context = framework.getBundleContext();
    try (Stream<Path> bundles = Files.list(BUNDLES)) {
      for (Path bundle : bundles.toList()) {
        context.installBundle(bundle.toUri().toString());
      }
    }
    ours = context.installBundle(JAR.toURI().toString());
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  @Test
  void isResolvedAndItsRuleIsFoundAsMissionControlLooksForIt() throws Exception {
    List<Bundle> bundles = Arrays.asList(framework.getBundleContext().getBundles());
    assertThat(framework.adapt(FrameworkWiring.class).resolveBundles(bundles)).isTrue();
    assertThat(ours.getSymbolicName()).isEqualTo(NAME);
    // Equinox has bundles that are to be activated lazily wait in this state for their first class.
    assertThat(ours.getState()).isIn(Bundle.RESOLVED, Bundle.STARTING);

    bundle("org.eclipse.equinox.common").start();
    bundle("org.eclipse.equinox.registry").start();
    assertThat(contributors("org.openjdk.jmc.flightrecorder.rules.ruleProvider"))
        .containsExactly(NAME);
    Class<?> rule =
        bundle("org.openjdk.jmc.flightrecorder.rules")
            .loadClass("org.openjdk.jmc.flightrecorder.rules.IRule");
    ClassLoader loader = ours.adapt(BundleWiring.class).getClassLoader();
    assertThat(ServiceLoader.load(rule, loader))
        .extracting(provided -> provided.getClass().getName())
        .containsExactly(LockContentionRule.class.getName());
    assertThat(ours.getEntry("lockmeter-pages.xml")).isNotNull();
  }

  private Bundle bundle(String name) {
    return Arrays.stream(framework.getBundleContext().getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** By reflection: the registry's own classes are in its bundle only. */
  private List<String> contributors(String extensionPoint) throws Exception {
    BundleContext context = framework.getBundleContext();
    ServiceReference<?> reference =
        Objects.requireNonNull(
            context.getServiceReference("org.eclipse.core.runtime.IExtensionRegistry"));
    Object registry = Objects.requireNonNull(context.getService(reference));
    Object[] elements = (Object[]) call(registry, "getConfigurationElementsFor", extensionPoint);
    return Arrays.stream(elements)
        .map(element -> (String) call(call(element, "getContributor"), "getName"))
        .toList();
  }

  private static Object call(Object target, String name, Object... arguments) {
    Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
    try {
      Method method = target.getClass().getMethod(name, types);
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
