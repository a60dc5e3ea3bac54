package dev.onethread.ingest.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a mail that has no parts: its bytes with the transfer encoding undone. `alternative` numbers the
/// `multipart/alternative` it is one choice of, 0 for none. `encoding` is the transfer encoding as it was
/// named, in lower case, empty for none.
record Leaf(
        String mediaType,
        @Nullable String charset,
        @Nullable String disposition,
        @Nullable String fileName,
        @Nullable String contentId,
        boolean flowed,
        boolean delSp,
        int alternative,
        String encoding,
        byte[] bytes) {
    private static final int HEAD = 4_096;
    private static final Pattern META =
            Pattern.compile("(?i)<meta\\s[^>]{0,200}?charset\\s?=[\"'\\s]{0,3}([a-z0-9_:.-]{2,40})");

    static Leaf of(Headers headers, String mediaType, int alternative, String encoding, byte[] bytes) {
        Parameters type = Parameters.of(headers.octets("content-type"));
        Parameters disposition = Parameters.of(headers.octets("content-disposition"));
        String name = disposition.get("filename");
        return new Leaf(
                mediaType,
                type.get("charset"),
                disposition.value().isEmpty() ? null : disposition.value(),
                name == null || name.isBlank() ? type.get("name") : name,
                contentId(headers),
                "flowed".equalsIgnoreCase(type.get("format")),
                "yes".equalsIgnoreCase(type.get("delsp")),
                alternative,
                encoding,
                bytes);
    }

    /// Whether it is to be read and not to be opened.
    boolean isBody() {
        boolean text = mediaType.equals("text/plain") || mediaType.equals("text/html") || isReportInWords();
        return text && !"attachment".equals(disposition) && (fileName == null || fileName.isBlank());
    }

    /// A delivery report of some mail systems is no report but words for people under its media type.
    private boolean isReportInWords() {
        if (!mediaType.equals("message/delivery-status") || bytes.length > 20_000) {
            return false;
        }
        String said = Charsets.octets(bytes).toLowerCase(Locale.ROOT);
        return !said.isBlank() && !said.contains("recipient:") && !said.contains("-mta:") && !said.contains("status:");
    }

    String text() {
        boolean said = charset != null && !CharsetLabels.saysNothing(CharsetLabels.tidy(charset));
        return Charsets.decode(bytes, said || !mediaType.equals("text/html") ? charset : namedInside());
    }

    /// The charset that hypertext names itself, for where the mail names none (RFC 2854 section 4).
    private @Nullable String namedInside() {
        String head = Charsets.octets(Arrays.copyOf(bytes, Math.min(bytes.length, HEAD)));
        Matcher meta = META.matcher(head);
        // What stands in octets that this could be read from is no UTF-16, whatever it says.
        return meta.find() && !meta.group(1).toLowerCase(Locale.ROOT).startsWith("utf-16") ? meta.group(1) : charset;
    }

    private static @Nullable String contentId(Headers headers) {
        String id = headers.octets("content-id");
        if (id == null) {
            return null;
        }
        String bare = id.strip().replaceAll("^<|>$", "").strip();
        return bare.isEmpty() ? null : bare;
    }

    /// A media type that says something, in lower case; `text/plain` for none or a broken one (RFC 2045
    /// section 5.2).
    static String mediaType(@Nullable String octets, String fallback) {
        String value = Parameters.of(octets).value().replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        return value.matches("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,100}") ? value : fallback;
    }
}
