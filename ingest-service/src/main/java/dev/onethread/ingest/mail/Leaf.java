package dev.onethread.ingest.mail;

import java.util.Locale;
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
        return Charsets.decode(bytes, charset);
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
