package dev.onethread.notifier.mail;

import dev.onethread.contracts.Attachment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/// An agent's text as HTML: Markdown (CommonMark, bare links, `~~struck~~`), in which every line break counts and
/// HTML is only text. A picture of the reply that the text names, `![the form](form.png)`, stands where it is named;
/// any other picture becomes a link, so that nobody's mail program fetches anything.
record Formatted(String html, Map<String, Attachment> inline) {
    private static final List<Extension> EXTENSIONS =
            List.of(AutolinkExtension.create(), StrikethroughExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new OnlyLinks())
            .softbreak("<br>\n")
            .build();

    /// `inline` are the pictures within the text, by the content ids that the HTML names; `id` makes those ids
    /// unique.
    static Formatted of(String markdown, List<Attachment> files, String id) {
        Node document = PARSER.parse(markdown);
        Map<String, Attachment> inline = new LinkedHashMap<>();
        document.accept(new Pictures(files, id, inline));
        return new Formatted(RENDERER.render(document), inline);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>\n");
    }

    private static final class Pictures extends AbstractVisitor {
        private final Map<String, Attachment> byName = new HashMap<>();
        private final Map<String, Attachment> inline;
        private final String id;

        Pictures(List<Attachment> files, String id, Map<String, Attachment> inline) {
            this.inline = inline;
            this.id = id;
            for (Attachment file : files) {
                if (file.kind() == Attachment.Kind.IMAGE && file.blob() != null) {
                    byName.putIfAbsent(file.name(), file);
                }
            }
        }

        @Override
        public void visit(Image image) {
            Attachment file = byName.get(decoded(image.getDestination()));
            if (file == null) {
                Link link = new Link(image.getDestination(), image.getTitle());
                List<Node> words = new ArrayList<>();
                for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
                    words.add(child);
                }
                words.forEach(link::appendChild);
                image.insertAfter(link);
                image.unlink();
                return;
            }
            String contentId = "picture-" + (inline.size() + 1) + "." + id;
            inline.put(contentId, file);
            image.setDestination("cid:" + contentId);
        }

        private static String decoded(String destination) {
            return destination.replace("%20", " ");
        }
    }

    /// Links to the web, to mail and to telephones; pictures only from the mail itself.
    private static final class OnlyLinks implements UrlSanitizer {
        private final UrlSanitizer links = new DefaultUrlSanitizer(List.of("http", "https", "mailto", "tel"));

        @Override
        public String sanitizeLinkUrl(String url) {
            return links.sanitizeLinkUrl(url);
        }

        @Override
        public String sanitizeImageUrl(String url) {
            return url.startsWith("cid:") ? url : "";
        }
    }
}
