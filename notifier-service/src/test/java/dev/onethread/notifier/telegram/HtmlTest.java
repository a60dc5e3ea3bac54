package dev.onethread.notifier.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Span;
import dev.onethread.contracts.Span.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void aTextWithoutFormsHasNoHtml() {
        assertThat(Html.of("<b>", List.of())).isNull();
        assertThat(Html.of("#tag", List.of(new Span(Kind.TAG, 0, 4, null)))).isNull();
        assertThat(Html.of("far", List.of(new Span(Kind.BOLD, 2, 9, null)))).isNull();
    }

    @Test
    void whatPeopleWroteIsEscapedAlsoInLinks() {
        assertThat(Html.of(
                        "a<b> & \"c\"",
                        List.of(
                                new Span(Kind.BOLD, 0, 1, null),
                                new Span(Kind.LINK, 4, 1, "https://a.b/?x=\"1\"&y=<2>"))))
                .isEqualTo(
                        "<b>a</b>&lt;b&gt;<a href=\"https://a.b/?x=&quot;1&quot;&amp;y=&lt;2&gt;\"> </a>&amp; &quot;c&quot;");
    }

    @Test
    void aLinkElsewhereThanTheWebIsText() {
        assertThat(Html.of("click", List.of(new Span(Kind.LINK, 0, 5, "javascript:alert(1)"))))
                .isNull();
    }

    @Test
    void whatOverlapsIsClosedInTheOrderOfOpening() {
        assertThat(Html.of("abcdef", List.of(new Span(Kind.BOLD, 0, 4, null), new Span(Kind.ITALIC, 2, 4, null))))
                .isEqualTo("<b>ab<i>cd</i></b><i>ef</i>");
    }

    @Test
    void codeHoldsNothingElse() {
        assertThat(Html.of("abc", List.of(new Span(Kind.BOLD, 0, 3, null), new Span(Kind.CODE, 1, 1, null))))
                .isEqualTo("<b>a</b><code>b</code><b>c</b>");
        assertThat(Html.of("x=1", List.of(new Span(Kind.BLOCK, 0, 3, "java"))))
                .isEqualTo("<pre><code class=\"language-java\">x=1</code></pre>");
    }

    /// Whatever spans there are: tags are balanced, and what is visible is the text.
    @Test
    void everyMixtureIsWellFormed() {
        Random random = new Random(7);
        String text = "Привет <мир> & «друзья» 😀 \"конец\"";
        for (int round = 0; round < 2_000; round++) {
            List<Span> spans = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int from = random.nextInt(text.length());
                int length = 1 + random.nextInt(text.length() - from);
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                spans.add(new Span(kind, from, length, "https://a.b/"));
            }
            String html = Html.of(text, spans);
            if (html != null) {
                assertThat(visible(html)).as("%s", spans).isEqualTo(text);
            }
        }
    }

    private static String visible(String html) {
        Deque<String> open = new ArrayDeque<>();
        var tag = Pattern.compile("<(/?)([a-z-]+)[^>]*>").matcher(html);
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (tag.find()) {
            text.append(html, at, tag.start());
            if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
            } else {
                assertThat(tag.group(2)).isEqualTo(open.pop());
            }
            at = tag.end();
        }
        text.append(html.substring(at));
        assertThat(open).isEmpty();
        return text.toString()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
