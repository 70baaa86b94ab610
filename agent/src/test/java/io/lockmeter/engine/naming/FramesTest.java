package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

  @Test
  void applicationIsWhatTheClassPathHolds() {
    Runnable lambda = () -> {};
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Callback.class}, (p, m, a) -> null);

    assertThat(Frames.application(com.acme.Base.class)).isTrue();
    assertThat(Frames.application(String.class)).isFalse();
    assertThat(Frames.application(Logger.class)).isFalse();
    assertThat(Frames.application(java.sql.Driver.class)).isFalse();
    assertThat(Frames.application(lambda.getClass())).isFalse();
    assertThat(Frames.application(proxy.getClass())).isFalse();
  }

  /** Not public, so that its proxy is the application's by its loader. */
  interface Callback {
    void call();
  }

  @Test
  void sitesNameTheLine() {
    StackFrame here = StackWalker.getInstance().walk(frames -> frames.findFirst().orElseThrow());

    assertThat(Frames.site(here))
        .isEqualTo(
            "io.lockmeter.engine.naming.FramesTest.sitesNameTheLine:" + here.getLineNumber());
    assertThat(Frames.site("com.acme.Foo", "bar", -1)).isEqualTo("com.acme.Foo.bar");
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Foo, com.acme.Foo, Foo",
    "com.acme.Foo$Bar, com.acme.Foo$Bar, Bar",
    "com.acme.Foo$1, com.acme.Foo$1, Foo$1",
    "com.acme.Foo$$Lambda/0x000001, com.acme.Foo, Foo",
    "com.acme.Foo$$Lambda$14/0x0800, com.acme.Foo, Foo",
    "com.acme.Foo/0x0800, com.acme.Foo, Foo",
    "com.acme.Foo$$EnhancerBySpringCGLIB$$1a2b3c, com.acme.Foo, Foo",
    "com.acme.Foo$$SpringCGLIB$$0, com.acme.Foo, Foo",
    "com.acme.Foo$ByteBuddy$aBcD, com.acme.Foo, Foo",
    "com.acme.Foo$MockitoMock$123, com.acme.Foo, Foo",
    "com.acme.Foo_$$_jvst4a_0, com.acme.Foo, Foo",
    "jdk.proxy2.$Proxy12, $Proxy, $Proxy",
    "com.sun.proxy.$Proxy7, $Proxy, $Proxy",
    "com.acme.$ProxyFactory, com.acme.$ProxyFactory, $ProxyFactory",
    "com.acme.Web$Proxy2, com.acme.Web$Proxy2, Proxy2"
  })
  void namesLoseWhatGeneratorsAdd(String name, String stable, String simple) {
    assertThat(ClassNames.stable(name)).isEqualTo(stable);
    assertThat(ClassNames.simple(name)).isEqualTo(simple);
  }
}
