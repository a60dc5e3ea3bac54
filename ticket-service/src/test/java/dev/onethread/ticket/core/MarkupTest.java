package dev.onethread.ticket.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Span;
import dev.onethread.contracts.Span.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
    @Test
    void marksAreTakenOutAndSaidBeside() {
        var plain = Markup.read("It is **red and _new_**, ~~not~~ `a*b` [here](https://shop.example/a_b).");
        assertThat(plain.text()).isEqualTo("It is red and new, not a*b here.");
        assertThat(plain.spans())
                .containsExactly(
                        new Span(Kind.BOLD, 6, 11, null),
                        new Span(Kind.ITALIC, 14, 3, null),
                        new Span(Kind.STRIKE, 19, 3, null),
                        new Span(Kind.CODE, 23, 3, null),
                        new Span(Kind.LINK, 27, 4, "https://shop.example/a_b"));
    }

    @Test
    void quotationsAndBlocksKeepTheirLines() {
        var plain = Markup.read("> one\n> two\nthen\n```json\n{\"a\": **1**}\n```");
        assertThat(plain.text()).isEqualTo("one\ntwo\nthen\n{\"a\": **1**}");
        assertThat(plain.spans())
                .containsExactly(new Span(Kind.QUOTE, 0, 7, null), new Span(Kind.BLOCK, 13, 12, "json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snake_case_name",
                "2 ** 3 ** 4",
                "a**b**c",
                "**open",
                "[a](javascript:alert(1))",
                "`",
                "``",
                "_ a _",
                "https://shop.example/some_long_path_here",
                "||",
                "```open",
                "<b>tags</b> & co",
                "> "
            })
    void whatIsNoMarkupIsText(String text) {
        var plain = Markup.read(text);
        assertThat(plain.text()).isEqualTo(text.equals("> ") ? "" : text);
        assertThat(plain.spans()).isNull();
    }

    @Test
    void spansStayWithinTheirText() {
        var plain = Markup.read("😀 **жирный 😀** и ```\nкод\n``` _конец_");
        for (Span span : plain.spans()) {
            assertThat(span.end()).isLessThanOrEqualTo(plain.text().length());
            assertThat(plain.text().substring(span.from(), span.end())).doesNotContain("*", "_");
        }
    }

    @Test
    void aLongAttackTakesNoTime() {
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> Markup.read("[".repeat(50_000)));
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> Markup.read("**a ".repeat(25_000)));
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> Markup.read("_(".repeat(50_000)));
    }
}
