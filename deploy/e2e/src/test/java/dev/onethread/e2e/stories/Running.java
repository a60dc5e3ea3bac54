package dev.onethread.e2e.stories;

import dev.onethread.e2e.actors.Deployment;
import dev.onethread.e2e.actors.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one installation that all stories share; it starts with the first story and stops with the last.
final class Running implements ParameterResolver {
    private static final int PORT = Integer.getInteger("onethread.e2e.port", 23800);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Installation.class || type == Cables.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Whole whole = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Whole.class, x -> new Whole(), Whole.class);
        if (parameter.getParameter().getType() == Installation.class) {
            return whole.installation();
        }
        Cables cables = whole.cables();
        return cables == null ? Assumptions.abort("somebody else's installation has no cables") : cables;
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
        private final @Nullable Cables cables;
        private final Installation installation;

        Whole() {
            String running = System.getProperty("onethread.e2e.data");
            cables = running == null ? Cables.of(PORT) : null;
            try {
                deployment = cables == null
                        ? null
                        : Deployment.up(
                                project(),
                                PORT,
                                Path.of("target/installation"),
                                cables.environment(),
                                "--fresh",
                                "--replicas",
                                "2");
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

        @Nullable
        Cables cables() {
            return cables;
        }

        @Override
        public void close() {
            if (deployment != null) {
                deployment.close();
            }
            if (cables != null) {
                cables.close();
            }
        }
    }
}
