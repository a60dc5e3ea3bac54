package dev.onethread.routing.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.blobs.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The documents of all services and the files they name, as a zip that is written while it is read. In memory are one
/// row at a time and the names of the files.
public final class ExportArchive {
    private static final String BLOB = "[0-9a-f]{40}";

    /// Reads one row after the other: what follows a row is the next one.
    private static final ObjectReader ROWS =
            Wire.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Blobs blobs;

    public ExportArchive(Blobs blobs) {
        this.blobs = blobs;
    }

    /// @param documents the blob of each service's document
    public void write(Map<String, String> documents, OutputStream out) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> document : documents.entrySet()) {
            zip.putNextEntry(new ZipEntry(document.getKey() + ".json"));
            try (InputStream bytes = blobs.read(document.getValue())) {
                bytes.transferTo(zip);
            }
            zip.closeEntry();
            collect(document.getValue(), files);
        }
        StringBuilder missing = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            String entry = "files/" + file.getKey() + "-" + plain(file.getValue());
            try (InputStream bytes = blobs.read(file.getKey())) {
                zip.putNextEntry(new ZipEntry(entry));
                bytes.transferTo(zip);
                zip.closeEntry();
            } catch (NoSuchFileException e) {
                missing.append(entry).append('\n');
            }
        }
        if (!missing.isEmpty()) {
            zip.putNextEntry(new ZipEntry("files/not-held-any-more.txt"));
            zip.write(missing.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        zip.finish();
    }

    private void collect(String document, Map<String, String> files) throws IOException {
        try (InputStream bytes = blobs.read(document);
                JsonParser parser = ROWS.createParser(bytes)) {
            int depth = 0;
            JsonToken token = parser.nextToken();
            while (token != null) {
                // Rows stand in the arrays of `tables`: {tables: {entry: [row, …]}}.
                if (token == JsonToken.START_OBJECT && depth == 3) {
                    JsonNode row = ROWS.readTree(parser);
                    collect(row, null, files);
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
                token = parser.nextToken();
            }
        }
    }

    /// Every text that is a blob's name, with what it is called where that stands beside it.
    private static void collect(JsonNode node, @Nullable String called, Map<String, String> files) {
        if (node.isTextual() && node.textValue().matches(BLOB)) {
            files.merge(node.textValue(), called == null ? "file" : called, (a, b) -> a.equals("file") ? b : a);
            return;
        }
        String name = node.path("name").asText("");
        String here = name.isEmpty() || name.matches(BLOB) ? called : name;
        for (JsonNode child : node) {
            collect(child, here, files);
        }
    }

    /// No folders, no reserved characters: what people call their files leads nowhere.
    private static String plain(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._ -]", "_").replaceAll("^\\.+", "_");
        return plain.length() > 100 ? plain.substring(plain.length() - 100) : plain;
    }
}
