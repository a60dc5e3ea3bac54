package dev.onethread.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where the golden files are: `golden/<topic>/<Event>.v<version>.json`, or `<Event>-<variant>.v<version>.json` where
/// a field of the event has several forms.
final class Goldens {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Goldens() {}

    /// One form of one event.
    record Golden(Class<? extends Event> type, Class<?> variant, Path file) {
        String name() {
            return type.getSimpleName() + (variant == type ? "" : " " + variant.getSimpleName());
        }

        JsonNode tree() throws IOException {
            return Wire.mapper().readTree(Files.readAllBytes(file));
        }
    }

    static List<Golden> all() {
        List<Golden> all = new ArrayList<>();
        for (Class<? extends Event> type : EventTypes.all()) {
            for (Class<?> variant : variants(type)) {
                all.add(new Golden(type, variant, file(type, variant)));
            }
        }
        return all;
    }

    static Path folder() {
        return FOLDER;
    }

    /// Writes the files that are missing. An existing one is never written again: what is on a topic stays readable.
    static void main() throws IOException {
        for (Golden golden : all()) {
            if (Files.notExists(golden.file())) {
                Event sample = Samples.of(golden.type(), golden.variant());
                Files.createDirectories(golden.file().getParent());
                Files.writeString(
                        golden.file(),
                        Wire.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(sample) + "\n");
            }
        }
    }

    private static List<Class<?>> variants(Class<? extends Event> type) {
        return type == DeliveryReported.class
                ? List.of(DeliveryReported.Outcome.class.getPermittedSubclasses())
                : List.of(type);
    }

    private static Path file(Class<? extends Event> type, Class<?> variant) {
        String form = variant == type ? "" : "-" + variant.getSimpleName().toLowerCase(Locale.ROOT);
        return FOLDER.resolve(title(type))
                .resolve(type.getSimpleName() + form + ".v" + EventTypes.versionOf(type) + ".json");
    }

    private static String title(Class<? extends Event> type) {
        for (Topic topic : Topic.values()) {
            if (topic.carries().isAssignableFrom(type)) {
                return topic.title();
            }
        }
        return "dead";
    }
}
