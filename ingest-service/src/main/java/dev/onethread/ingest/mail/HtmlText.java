package dev.onethread.ingest.mail;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// What a person reads of an HTML mail, as plain text: lines where the eye sees lines, quotations marked with `>`,
/// nothing that is hidden.
final class HtmlText {
    /// Characters of HTML that are looked at; the whole stays in its blob.
    static final int LONGEST = 1_000_000;

    private static final int MOST_SIGNATURES = 20;
    private static final Set<String> SILENT =
            Set.of("head", "script", "style", "title", "template", "noscript", "object", "select", "svg", "math");
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul");
    private static final Set<String> SPACED = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre");

    /// Where mail programs put the signature, in class or id.
    private static final Set<String> SIGNATURES = Set.of(
            "gmail_signature",
            "moz-signature",
            "applemailsignature",
            "ms-outlook-mobile-signature",
            "signature",
            "protonmail_signature_block",
            "yahoo_signature",
            "ymail_android_signature",
            "ymail_ios_signature",
            "mail-editor-signature",
            "tutanota_signature",
            "composer_signature",
            "composer-signature",
            "bloop_sign",
            "mb_sig",
            "messagesignaturesection",
            "__sig_post__",
            "__sig_pre__");

    private HtmlText() {}

    static String of(String html) {
        String bounded = html.length() <= LONGEST ? html : html.substring(0, LONGEST);
        Writer writer = new Writer();
        Jsoup.parse(bounded).body().traverse(writer);
        return writer.text();
    }

    private static final class Writer implements NodeVisitor {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int quotes;
        private int silent;
        private int blanks = 2;
        private int signatures;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                if (silent == 0) {
                    write(words);
                }
            } else if (node instanceof Element element) {
                open(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (isSilent(element)) {
                silent--;
            }
            String name = element.normalName();
            if (BLOCKS.contains(name)) {
                endLine();
            }
            if (silent == 0 && SPACED.contains(name)) {
                blankLine();
            }
            if (name.equals("blockquote")) {
                quotes--;
            }
        }

        private void open(Element element) {
            String name = element.normalName();
            if (isSilent(element)) {
                silent++;
            }
            if (silent > 0) {
                quotes += name.equals("blockquote") ? 1 : 0;
                return;
            }
            if (BLOCKS.contains(name)) {
                endLine();
            }
            if (isSignature(element)) {
                endLine();
                line.append("-- ");
                newLine();
            }
            switch (name) {
                case "blockquote" -> quotes++;
                case "br" -> newLine();
                case "li" -> line.append("- ");
                case "td", "th" -> space();
                case "img" -> alternative(element.attr("alt"));
                default -> {}
            }
        }

        private void alternative(String alt) {
            if (!alt.isBlank() && alt.length() <= 200) {
                line.append('[').append(alt.strip()).append(']');
            }
        }

        private void write(TextNode words) {
            Node parent = words.parent();
            boolean kept = parent instanceof Element element && element.closest("pre") != null;
            if (kept) {
                String[] lines = words.getWholeText().split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    line.append(lines[i]);
                    if (i + 1 < lines.length) {
                        newLine();
                    }
                }
                return;
            }
            String plain = words.getWholeText();
            for (int i = 0; i < plain.length(); i++) {
                char c = plain.charAt(i);
                if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                    space();
                } else if (c != '\u200B' && c != '\u00AD' && c != '\u034F' && c != '\uFEFF') {
                    line.append(c == '\u00A0' ? ' ' : c);
                }
            }
        }

        private void space() {
            if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }

        private void endLine() {
            if (!line.toString().isBlank()) {
                newLine();
            } else {
                line.setLength(0);
            }
        }

        private void blankLine() {
            if (blanks == 0) {
                newLine();
            }
        }

        private void newLine() {
            String written = line.toString().stripTrailing();
            line.setLength(0);
            blanks = written.isBlank() ? blanks + 1 : 0;
            if (blanks > 2) {
                return;
            }
            if (quotes > 0) {
                text.repeat(">", Math.min(quotes, 9)).append(' ');
            }
            text.append(written).append('\n');
        }

        private static boolean isSilent(Element element) {
            if (SILENT.contains(element.normalName())) {
                return true;
            }
            String style = element.attr("style");
            return !style.isEmpty()
                    && style.toLowerCase(Locale.ROOT).replace(" ", "").contains("display:none");
        }

        private boolean isSignature(Element element) {
            if (element.attributesSize() == 0 || element.hasClass("gmail_signature_prefix")) {
                return false;
            }
            boolean named = isSignature(element.id())
                    || isSignature(element.attr("name"))
                    || isSignature(element.attr("data-marker"))
                    || element.classNames().stream().anyMatch(Writer::isSignature);
            // Asking for words walks the element; a mail with hundreds of signatures is none.
            return named && ++signatures <= MOST_SIGNATURES && element.hasText();
        }

        /// Outlook on the web puts "x_" before every name of a mail that it shows.
        private static boolean isSignature(String name) {
            String plain = name.toLowerCase(Locale.ROOT);
            return SIGNATURES.contains(plain.startsWith("x_") ? plain.substring(2) : plain);
        }

        String text() {
            endLine();
            return text.toString().strip();
        }
    }
}
