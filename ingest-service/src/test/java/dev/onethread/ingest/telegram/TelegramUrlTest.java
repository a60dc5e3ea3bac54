package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class TelegramUrlTest {
    @Test
    void thePortIsTheSchemesUnlessNamed() {
        assertThat(TelegramDoors.url(URI.create("https://api.telegram.org")).getPort())
                .isEqualTo(443);
        assertThat(TelegramDoors.url(URI.create("http://127.0.0.1:21881/")).getPort())
                .isEqualTo(21881);
    }

    @Test
    void whatTheLibraryCannotReachIsRefusedByItsPropertyName() {
        assertThatThrownBy(() -> TelegramDoors.url(URI.create("http://host/path")))
                .hasMessageContaining("onethread.telegram.api-url");
        assertThatThrownBy(() -> TelegramDoors.url(URI.create("ftp://host"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aTokenThatIsNoneIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Bot.configured("shop", "hunter2"))
                .hasMessageContaining("onethread.telegram.bots.\"shop\".token")
                .hasMessageNotContaining("hunter2");
    }
}
