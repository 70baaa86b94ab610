package io.lockmeter.benchmarks.startup;

import java.util.ArrayList;
import java.util.List;

/**
 * A Spring Boot web application without controllers: it starts an embedded Tomcat on a free port
 * and ends, having loaded some 6,000 classes. Spring is on the class path of the child process
 * only, so it is named by strings.
 */
final class SpringProgram {

  private static final String AUTO = "org.springframework.boot.autoconfigure.";
  private static final List<String> CONFIGURATIONS =
      List.of(
          "context.PropertyPlaceholderAutoConfiguration",
          "jackson.JacksonAutoConfiguration",
          "http.HttpMessageConvertersAutoConfiguration",
          "web.servlet.ServletWebServerFactoryAutoConfiguration",
          "web.servlet.DispatcherServletAutoConfiguration",
          "web.servlet.WebMvcAutoConfiguration",
          "web.servlet.error.ErrorMvcAutoConfiguration");

  private SpringProgram() {}

  public static void main(String[] arguments) throws Exception {
    List<Class<?>> sources = new ArrayList<>();
    for (String name : CONFIGURATIONS) {
      sources.add(Class.forName(AUTO + name));
    }
    Object context =
        Class.forName("org.springframework.boot.SpringApplication")
            .getMethod("run", Class[].class, String[].class)
            .invoke(
                null,
                sources.toArray(new Class<?>[0]),
                new String[] {"--server.port=0", "--spring.main.banner-mode=off"});
    ((AutoCloseable) context).close();
    System.out.println("started");
  }
}
