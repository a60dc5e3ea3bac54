package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.bench.Figure;
import dev.onethread.ingest.mail.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whole mails. White space does not count. Where suites choose differently from us the choice of the suite is followed
/// in comparing, not in what we do: `peer_imap_tools` reads the text of a mail inside a mail as the mail's own, undoes
/// no
/// transfer encoding of it (RFC 2046 section 5.2.1 permits none), and lists as attachments only parts with a name, a
/// content id or a mail inside.
final class MailSuite implements Suite {
    private static final int DEEPEST = 8;

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Verdict judge(JsonNode line, Path folder) throws IOException {
        byte[] mail = Files.readAllBytes(folder.resolve(line.path("eml").asText()));
        Comparing.Timed<Sample> read = Comparing.timed(() -> Sample.of(mail));
        JsonNode expect = line.path("expect");
        boolean peer = expect.path("attachments_mode").asText().equals("peer_imap_tools");
        ObjectNode fields = fields(line.path("id").asText(), read.made(), Sample.of(canonical(mail)), peer);
        String id = line.path("id").asText();
        List<String> groups = Disputed.WHY.containsKey(id) ? List.of("all") : List.of("all", "undisputed");
        return new Verdict(id, fields, faults(expect, fields, peer), groups, read.seconds());
    }

    @Override
    public List<Figure> figures(List<Verdict> verdicts) {
        double slowest = verdicts.stream().mapToDouble(Verdict::seconds).max().orElse(0);
        return List.of(
                Suite.wrong("mail: a field is wrong", verdicts, "all", fault -> true, 3),
                Suite.wrong("mail: the same without disputed cases", verdicts, "undisputed", fault -> true, 3),
                Figure.atMost(1, "mail: slowest", slowest, "s"));
    }

    private static ObjectNode fields(String id, Sample mail, Sample onTheWire, boolean peer) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("id", id);
        fields.put("from", or(mail.from()));
        fields.put("from_name", or(mail.fromName()));
        addresses(fields, "to", mail.to());
        addresses(fields, "cc", mail.cc());
        addresses(fields, "reply_to", mail.replyTo());
        fields.put("subject", or(mail.subject()));
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        List<Sample.File> files = new ArrayList<>();
        unfold(mail, text, html, files, peer ? 0 : DEEPEST, peer);
        fields.put("text", text.toString());
        fields.put("html", html.toString());
        fields.put("message_id", or(mail.messageId()));
        fields.put("in_reply_to", or(mail.inReplyTo()));
        addresses(fields, "references", mail.references());
        ArrayNode attachments = fields.putArray("attachments");
        for (Sample.File file : files) {
            if (!peer || !file.name().isBlank() || file.contentId() != null || isMail(file.mediaType())) {
                attachments
                        .addObject()
                        .put("name", file.name())
                        .put("content_type", file.mediaType())
                        .put("size", file.bytes().length)
                        .put("sha256", Comparing.sha256(file.bytes()));
            }
        }
        leaves(mail, onTheWire, fields.putArray("decoded_leaves"), 0);
        return fields;
    }

    private static void addresses(ObjectNode fields, String name, List<String> all) {
        ArrayNode array = fields.putArray(name);
        all.forEach(array::add);
    }

    /// The peer takes parts as they are, and does not open a `winmail.dat` or what is uuencoded in a text.
    private static void unfold(
            Sample mail, StringBuilder text, StringBuilder html, List<Sample.File> files, int depth, boolean peer) {
        text.append(mail.text());
        html.append(mail.html());
        for (Sample.File file : peer ? mail.leaves() : mail.files()) {
            files.add(file);
            boolean inside = isMail(file.mediaType()) && depth < DEEPEST;
            if (inside && peer && file.encoding().contains("base64")) {
                text.append(Base64.getEncoder().encodeToString(file.bytes()));
            } else if (inside) {
                unfold(Sample.of(file.bytes()), text, html, files, depth + 1, peer);
            }
        }
    }

    private static boolean isMail(String mediaType) {
        return mediaType.equals("message/rfc822");
    }

    /// Digests of every leaf: as the file has it, as a server would give it (a mail's lines end in CR LF, which a
    /// file need not have; what an encoding says of line ends stays), with those line ends throughout, and without
    /// what a cut base64 text leaves over.
    private static void leaves(Sample mail, Sample onTheWire, ArrayNode leaves, int depth) {
        for (int i = 0; i < mail.leaves().size(); i++) {
            Sample.File leaf = mail.leaves().get(i);
            Sample.File wire =
                    i < onTheWire.leaves().size() ? onTheWire.leaves().get(i) : leaf;
            byte[] bytes = leaf.bytes();
            leaves.addObject()
                    .put("content_type", leaf.mediaType())
                    .put("size", bytes.length)
                    .put("sha256", Comparing.sha256(bytes))
                    .put("sha256_wire", Comparing.sha256(wire.bytes()))
                    .put("sha256_crlf", Comparing.sha256(canonical(bytes)))
                    .put("sha256_whole_groups", Comparing.sha256(Arrays.copyOf(bytes, bytes.length / 3 * 3)));
            if (isMail(leaf.mediaType()) && depth < DEEPEST) {
                leaves(Sample.of(leaf.bytes()), Sample.of(wire.bytes()), leaves, depth + 1);
            }
        }
    }

    private static List<String> faults(JsonNode expect, ObjectNode read, boolean peer) {
        List<String> faults = new ArrayList<>();
        for (String field : List.of("from", "from_name", "subject", "text", "html", "message_id", "in_reply_to")) {
            if (expect.has(field) && !same(expect.path(field), read.path(field))) {
                faults.add(field);
            }
        }
        List<String> references = Comparing.texts(expect.path("references"));
        if (!Comparing.texts(read.path("references")).containsAll(references)) {
            faults.add("references");
        }
        attachments(expect, read, peer, faults);
        leaves(expect, read, faults);
        return faults;
    }

    private static boolean same(JsonNode expected, JsonNode read) {
        String asserted = Comparing.squeezed(expected.asText());
        String said = Comparing.squeezed(read.asText());
        // Some suites leave out octets that their label does not cover; we read them.
        return asserted.equals(said) || isAscii(asserted) && asserted.equals(said.replaceAll("[^\\x00-\\x7F]", ""));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static void attachments(JsonNode expect, ObjectNode read, boolean peer, List<String> faults) {
        if (!expect.has("attachments")) {
            return;
        }
        List<JsonNode> rest = new ArrayList<>();
        read.path("attachments").forEach(rest::add);
        for (JsonNode expected : expect.path("attachments")) {
            JsonNode found = rest.stream()
                    .filter(one -> same(expected.path("name"), one.path("name")))
                    .filter(one ->
                            peer && isMail(one) || expected.path("sha256").equals(one.path("sha256")))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                faults.add("attachment " + expected.path("name").asText());
            } else {
                rest.remove(found);
            }
        }
        rest.forEach(
                one -> faults.add("one attachment too many: " + one.path("name").asText()));
    }

    private static boolean isMail(JsonNode attachment) {
        return isMail(attachment.path("content_type").asText());
    }

    private static void leaves(JsonNode expect, ObjectNode read, List<String> faults) {
        List<JsonNode> rest = new ArrayList<>();
        read.path("decoded_leaves").forEach(rest::add);
        for (JsonNode expected : expect.path("decoded_leaves")) {
            // Suites count an empty part as a part.
            boolean found = expected.path("size").asInt() == 0
                    || rest.stream()
                            .filter(one ->
                                    List.of("sha256", "sha256_wire", "sha256_crlf", "sha256_whole_groups").stream()
                                            .anyMatch(form ->
                                                    expected.path("sha256").equals(one.path(form))))
                            .findFirst()
                            .map(rest::remove)
                            .isPresent();
            if (!found) {
                faults.add("leaf " + expected.path("part").asText());
            }
        }
    }

    private static byte[] canonical(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(bytes[i]);
        }
        return out.toByteArray();
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
