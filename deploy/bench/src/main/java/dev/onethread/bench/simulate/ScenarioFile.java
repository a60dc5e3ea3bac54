package dev.onethread.bench.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.onethread.routing.scenario.ScenarioForm;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a scenario file, YAML or JSON, and the trace it names (beside it).
public final class ScenarioFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private ScenarioFile() {}

    /// @throws IllegalArgumentException naming the file and the place in it that is wrong
    public static Scenario read(Path file) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            String trace = ScenarioForm.trace(root);
            return ScenarioForm.read(root, trace == null ? null : trace(file.resolveSibling(trace)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage() + " " + place(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : "(line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static @Nullable Trace trace(Path file) throws IOException {
        try {
            return Trace.read(Files.readAllLines(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }
}
