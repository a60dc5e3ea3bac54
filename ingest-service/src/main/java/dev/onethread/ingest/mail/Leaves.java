package dev.onethread.ingest.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;

/// Takes a mail apart within bounds: beyond them (mail bombs such as CVE-2026-48187: ten thousand parts,
/// megabytes of header, endless nesting) it stops unfolding and says so in `marks`. A mail inside a mail
/// stays one leaf.
record Leaves(Headers headers, List<Leaf> all, List<String> marks) {
    static final int DEEPEST = 20;
    static final int MOST_PARTS = 300;
    private static final int MOST_FIELDS = 1_000;
    private static final int LONGEST_FIELD = 100_000;
    private static final int LONGEST_HEADER = 300_000;

    private static final String BARE_PART = "a part without header and body";

    private static final MimeConfig LENIENT =
            MimeConfig.copy(MimeConfig.PERMISSIVE).setMaxContentLen(-1).build();

    /// Where a line that is no header field ends the header, as if a blank line stood before it.
    private static final MimeConfig HEADER_ENDS_EARLY =
            MimeConfig.copy(LENIENT).setMalformedHeaderStartsBody(true).build();

    /// Never throws: what cannot be read ends the list, with a mark. A line that is no header field is
    /// passed over, unless nothing would be left of the mail.
    static Leaves of(byte[] octets) {
        byte[] mail = MailBeginning.of(octets);
        Leaves leaves = of(mail, LENIENT);
        byte[] ended = BoundaryMended.headerEnded(mail, leaves);
        if (ended != null) {
            return of(ended, LENIENT);
        }
        byte[] mended = BoundaryMended.of(mail, leaves);
        if (mended != null) {
            return of(mended, LENIENT);
        }
        boolean nothing =
                leaves.headers().isEmpty() || leaves.all().stream().allMatch(leaf -> leaf.bytes().length == 0);
        if (nothing && mail.length > 0) {
            return of(mail, HEADER_ENDS_EARLY);
        }
        return leaves.marks().contains(BARE_PART) ? withBareParts(mail, leaves) : leaves;
    }

    /// Words where a part's header should be are the part's own, if taking them so changes nothing of the mail's
    /// header.
    private static Leaves withBareParts(byte[] mail, Leaves leaves) {
        Leaves early = of(mail, HEADER_ENDS_EARLY);
        Leaves better = early.headers().size() == leaves.headers().size() ? early : leaves;
        return new Leaves(
                better.headers(),
                better.all(),
                better.marks().stream().filter(mark -> !mark.equals(BARE_PART)).toList());
    }

    private static Leaves of(byte[] mail, MimeConfig config) {
        Walk walk = new Walk();
        try {
            walk.run(mail, config);
        } catch (IOException | MimeException | RuntimeException e) {
            walk.marks.add("the rest could not be unfolded: " + e.getClass().getSimpleName());
        }
        return new Leaves(walk.top, walk.leaves, walk.marks);
    }

    private static final class Walk {
        private final Headers top = new Headers();
        private final List<Leaf> leaves = new ArrayList<>();
        private final List<String> marks = new ArrayList<>();
        private final Deque<Multipart> open = new ArrayDeque<>();
        private Headers headers = top;
        private int fields;
        private long headerLength;
        private int alternatives;

        private record Multipart(String type, int alternative) {}

        void run(byte[] mail, MimeConfig config) throws IOException, MimeException {
            MimeTokenStream tokens = new MimeTokenStream(config, null, new BoundedFields(), null);
            tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
            tokens.parse(new ByteArrayInputStream(mail));
            boolean first = true;
            for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
                switch (state) {
                    case T_START_HEADER -> {
                        headers = first ? top : new Headers();
                        first = false;
                        fields = 0;
                        headerLength = 0;
                    }
                    case T_FIELD -> field(tokens.getField());
                    case T_END_HEADER ->
                        tokens.setRecursionMode(
                                open.size() < DEEPEST ? RecursionMode.M_NO_RECURSE : RecursionMode.M_FLAT);
                    case T_START_MULTIPART -> start();
                    case T_END_MULTIPART -> open.poll();
                    case T_BODY -> {
                        if (!leaf(tokens.getInputStream())) {
                            return;
                        }
                    }
                    default -> {}
                }
            }
        }

        private void field(Field field) {
            ByteSequence raw = field.getRaw();
            String octets = raw == null ? field.getName() + ":" + field.getBody() : Charsets.octets(raw.toByteArray());
            headerLength += octets.length();
            if (++fields > MOST_FIELDS || headerLength > LONGEST_HEADER || octets.length() > LONGEST_FIELD) {
                mark("a header over the limit was left out");
                return;
            }
            int colon = octets.indexOf(':');
            if (colon > 0) {
                headers.add(octets.substring(0, colon), octets.substring(colon + 1));
            }
        }

        private void start() {
            String type = Leaf.mediaType(headers.octets("content-type"), "multipart/mixed");
            int inherited = open.isEmpty() ? 0 : open.peek().alternative();
            open.push(new Multipart(type, type.equals("multipart/alternative") ? ++alternatives : inherited));
        }

        private boolean leaf(InputStream body) throws IOException {
            if (leaves.size() >= MOST_PARTS) {
                mark("more than " + MOST_PARTS + " parts");
                return false;
            }
            Multipart parent = open.peek();
            boolean digest = parent != null && parent.type().equals("multipart/digest");
            String type = Leaf.mediaType(headers.octets("content-type"), digest ? "message/rfc822" : "text/plain");
            if (type.startsWith("multipart/")) {
                if (open.size() >= DEEPEST) {
                    mark("parts nested deeper than " + DEEPEST);
                    type = "application/octet-stream";
                } else {
                    type = "text/plain";
                }
            }
            String named = headers.octets("content-transfer-encoding");
            String encoding = named == null ? "" : named.toLowerCase(Locale.ROOT);
            byte[] bytes = TransferEncodings.decode(body.readAllBytes(), encoding);
            if (parent != null && headers.isEmpty() && bytes.length == 0) {
                mark(BARE_PART);
            }
            leaves.add(Leaf.of(headers, type, parent == null ? 0 : parent.alternative(), encoding, bytes));
            return true;
        }

        private void mark(String what) {
            if (!marks.contains(what)) {
                marks.add(what);
            }
        }
    }
}
