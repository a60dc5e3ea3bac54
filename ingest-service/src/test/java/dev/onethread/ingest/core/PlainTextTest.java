package dev.onethread.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void whatPostgresRefusesIsTakenOut() {
        assertThat(PlainText.clean("a\0b")).isEqualTo("ab");
    }

    @Test
    void aLoneSurrogateIsShownAsUnreadable() {
        assertThat(PlainText.clean("a\uD83Db")).isEqualTo("a\uFFFDb");
        assertThat(PlainText.clean("a😀b")).isEqualTo("a😀b");
    }

    @Test
    void aCutNeverHalvesACharacter() {
        assertThat(PlainText.cut("ab😀", 3)).isEqualTo("ab");
        assertThat(PlainText.cut("ab😀", 4)).isEqualTo("ab😀");
    }

    @Test
    void blankCountsAsAbsent() {
        assertThat(PlainText.cleanOrNull(" \0 ")).isNull();
        assertThat(PlainText.cleanOrNull(" a ")).isEqualTo("a");
    }
}
