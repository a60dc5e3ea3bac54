package dev.onethread.routing.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ExportArchiveTest {
    private static final String FILE = "a".repeat(40);
    private static final String GONE = "b".repeat(40);
    private static final String DOCUMENT = "c".repeat(40);

    @Test
    void documentsStandBesideTheFilesThatTheirRowsName() throws IOException {
        String document = """
                {"service":"ticket-service","tables":{"entry":[
                {"text":"hi","attachments":[{"name":"../x y.txt","blob":{"name":"%s","size":4}}]},
                {"html":{"name":"%s"}}],"ticket":[]}}""".formatted(FILE, GONE);
        Map<String, byte[]> held = new HashMap<>();
        held.put(FILE, "file".getBytes(StandardCharsets.UTF_8));
        held.put(DOCUMENT, document.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ExportArchive(new Held(held)).write(Map.of("ticket-service", DOCUMENT), out);

        Map<String, String> entries = unpacked(out.toByteArray());
        assertThat(entries)
                .containsOnlyKeys("ticket-service.json", "files/" + FILE + "-__x y.txt", "files/not-held-any-more.txt")
                .containsEntry("ticket-service.json", document)
                .containsEntry("files/" + FILE + "-__x y.txt", "file");
        assertThat(entries.get("files/not-held-any-more.txt")).contains(GONE);
    }

    private static Map<String, String> unpacked(byte[] archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private record Held(Map<String, byte[]> bytes) implements Blobs {
        @Override
        public InputStream read(String name) throws IOException {
            byte[] found = bytes.get(name);
            if (found == null) {
                throw new NoSuchFileException(name);
            }
            return new ByteArrayInputStream(found);
        }

        @Override
        public BlobRef write(InputStream written) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BlobRef write(byte[] written) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
