package dev.onethread.routing.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.routing.core.TextPattern;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternsTest {
    private final LinearPatterns patterns = new LinearPatterns();

    @Test
    void aPatternMatchesAnywhereWithoutRegardToCase() {
        assertThat(patterns.of("ord-\\d{4}").in("my order ORD-1234!")).isTrue();
        assertThat(patterns.of("заказ\\p{L}* ГП-\\d+").in("Где ЗАКАЗЫ гп-10377?"))
                .isTrue();
        assertThat(patterns.of("^refund$").in("hello\nrefund\nbye")).isTrue();
        assertThat(patterns.of("ord-\\d{4}").in("ord-12")).isFalse();
    }

    /// What makes a backtracking matcher take longer than the universe is old.
    @Test
    void noTextMakesAPatternSlow() {
        TextPattern evil = patterns.of("(a+)+b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(evil.in("a".repeat(60_000))).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a",
                "(a)\\1",
                "a(?=b)",
                "a*",
                "(?:)",
                "((a{30}){30}){30}",
                "(((a{1,9}){1,9}){1,9}){1,9}",
                "a{2000}",
                "(\\pL{100}){9}(\\pN{100}){9}"
            })
    void whatIsNoLinearPatternOrTooLargeIsRefused(String pattern) {
        assertThatThrownBy(() -> patterns.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPatternLongerThanFiveHundredCharactersIsRefused() {
        assertThatThrownBy(() -> patterns.of("a".repeat(501))).isInstanceOf(IllegalArgumentException.class);
        assertThat(patterns.of("a".repeat(500)).written()).hasSize(500);
    }
}
