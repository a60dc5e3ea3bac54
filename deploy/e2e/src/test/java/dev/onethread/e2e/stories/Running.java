package dev.onethread.e2e.stories;

import dev.onethread.e2e.actors.Deployment;
import dev.onethread.e2e.actors.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one installation that all stories share; it starts with the first story and stops with the last.
final class Running implements ParameterResolver {
    private static final int PORT = Integer.getInteger("onethread.e2e.port", 23800);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Whole.class, x -> new Whole(), Whole.class)
                .installation();
    }

    /// The folder that holds the parent `pom.xml`.
    static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/up"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("not inside the project");
            }
            folder = parent;
        }
        return folder;
    }

    /// The deployment, closed by JUnit with its store. With `-Donethread.e2e.data=DIR` an installation that already
    /// runs is used, and left running.
    private static final class Whole implements AutoCloseable {
        private final @Nullable Deployment deployment;
        private final Installation installation;

        Whole() {
            String running = System.getProperty("onethread.e2e.data");
            try {
                deployment = running == null
                        ? Deployment.up(project(), PORT, Path.of("target/installation"), "--fresh", "--replicas", "2")
                        : null;
                installation = deployment == null
                        ? Installation.in(Path.of(String.valueOf(running)))
                        : deployment.installation();
            } catch (Exception e) {
                throw new IllegalStateException("the installation did not start", e);
            }
        }

        Installation installation() {
            return installation;
        }

        @Override
        public void close() {
            if (deployment != null) {
                deployment.close();
            }
        }
    }
}
