package dev.onethread.local.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a run is told from outside: environment variables, and under them the properties file.
final class Setup {
    private final Function<String, @Nullable String> values;

    private Setup(Function<String, @Nullable String> values) {
        this.values = values;
    }

    /// Environment first; what it leaves out may stand in `file`, under the same names or in lower case with dots.
    static Setup of(Map<String, String> environment, Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        }
        return new Setup(name -> {
            String value = environment.get(name);
            if (value == null || value.isBlank()) {
                value = properties.getProperty(name);
            }
            if (value == null || value.isBlank()) {
                value = properties.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
            }
            return value == null || value.isBlank() ? null : value.strip();
        });
    }

    @Nullable
    String value(String name) {
        return values.apply(name);
    }

    String value(String name, String otherwise) {
        String value = value(name);
        return value == null ? otherwise : value;
    }

    int number(String name, int otherwise) {
        String value = value(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new Refusal(name + " is no number: " + value);
        }
    }

    /// The values of `NAME`, `NAME_2`, `NAME_3`, … up to the first that is missing.
    List<String> numbered(String name) {
        List<String> found = new ArrayList<>();
        String value = value(name);
        for (int i = 2; value != null; i++) {
            found.add(value);
            value = value(name + "_" + i);
        }
        return found;
    }

    /// Why a run cannot begin, in one line for the person who started it.
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String line) {
            super(line);
        }
    }
}
