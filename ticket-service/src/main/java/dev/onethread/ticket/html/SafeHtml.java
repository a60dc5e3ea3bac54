package dev.onethread.ticket.html;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/// A customer's mail as a document that may be looked at: no script, no form, nothing loaded from elsewhere. The
/// sanitiser is an allow-list; the content security policy that travels with the document is the second wall.
public final class SafeHtml {
    /// The policy under which the document is served: it runs nothing, asks nobody and has no origin.
    public static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
            + "sandbox allow-popups allow-popups-to-escape-sandbox";

    /// The same with pictures from the web, for who asked for them: whoever sent the mail learns that it was read.
    public static final String POLICY_WITH_PICTURES = POLICY.replace("img-src data:", "img-src data: https: http:");

    private static final PolicyFactory ALLOWED = policy("cid:[^\\s\"'<>]{1,256}");
    private static final PolicyFactory ALLOWED_WITH_PICTURES = policy("(?:cid:|https?://)[^\\s\"'<>]{1,2000}");

    private static PolicyFactory policy(String pictures) {
        return new HtmlPolicyBuilder()
                .allowElements(
                        "a",
                        "abbr",
                        "b",
                        "blockquote",
                        "br",
                        "caption",
                        "center",
                        "cite",
                        "code",
                        "col",
                        "colgroup",
                        "dd",
                        "del",
                        "div",
                        "dl",
                        "dt",
                        "em",
                        "font",
                        "h1",
                        "h2",
                        "h3",
                        "h4",
                        "h5",
                        "h6",
                        "hr",
                        "i",
                        "img",
                        "ins",
                        "li",
                        "ol",
                        "p",
                        "pre",
                        "q",
                        "s",
                        "small",
                        "span",
                        "strike",
                        "strong",
                        "sub",
                        "sup",
                        "table",
                        "tbody",
                        "td",
                        "tfoot",
                        "th",
                        "thead",
                        "tr",
                        "tt",
                        "u",
                        "ul")
                .allowWithoutAttributes("a", "font", "span", "img")
                .allowUrlProtocols("http", "https", "mailto", "tel", "cid")
                .allowAttributes("href")
                .onElements("a")
                .allowAttributes("src")
                .matching(Pattern.compile(pictures, Pattern.CASE_INSENSITIVE))
                .onElements("img")
                .allowAttributes("alt", "width", "height")
                .onElements("img")
                .allowAttributes(
                        "align", "valign", "bgcolor", "border", "cellpadding", "cellspacing", "colspan", "rowspan")
                .onElements("table", "tbody", "thead", "tfoot", "tr", "td", "th", "col", "colgroup")
                .allowAttributes("width", "height")
                .onElements("table", "td", "th", "col")
                .allowAttributes("color", "face", "size")
                .onElements("font")
                .allowAttributes("dir", "lang", "title", "align")
                .globally()
                .allowStyling(CssSchema.DEFAULT)
                .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                .toFactory();
    }

    private static final Pattern CID = Pattern.compile("src=\"cid:([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private SafeHtml() {}

    /// The document for `html`. `images` gives a `data:` address for a content id (RFC 2392), null where there is
    /// none. `pictures` lets it name those on the web.
    public static String document(String html, boolean pictures, Function<String, @Nullable String> images) {
        String body = CID.matcher((pictures ? ALLOWED_WITH_PICTURES : ALLOWED).sanitize(html))
                .replaceAll(found -> source(found.group(1), images));
        return "<!doctype html><html><head><meta charset=\"utf-8\"><base target=\"_blank\">"
                + "<meta name=\"referrer\" content=\"no-referrer\">"
                + "<style>body{margin:12px;font:14px/20px system-ui,sans-serif;overflow-wrap:anywhere;"
                + "color:#1b1d22;background:#fff}img{max-width:100%;height:auto}</style>"
                + "</head><body>" + body + "</body></html>";
    }

    private static String source(String encoded, Function<String, @Nullable String> images) {
        String id = encoded.replace("&#64;", "@")
                .replace("&#43;", "+")
                .replace("&#61;", "=")
                .replace("&amp;", "&");
        String data = images.apply(id);
        return data == null ? "" : Matcher.quoteReplacement("src=\"" + data + "\"");
    }
}
