package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Circumstances.Group;
import org.junit.jupiter.api.Test;

class CalledTest {
    private static final Author BO = new Author("Bo", "bo", "en", "7");

    @Test
    void aPersonGoesByTheirOwnName() {
        assertThat(Called.by(Address.telegram(700, 7), BO, null)).isEqualTo(BO);
        assertThat(Called.by(Address.telegram(700, 7), null, null)).isEqualTo(Author.UNKNOWN);
    }

    @Test
    void aGroupGoesByItsTitleWhoeverWrites() {
        assertThat(Called.by(Address.telegram(700, -5), BO, in("Team", null)))
                .isEqualTo(new Author("Team", null, null));
        assertThat(Called.by(Address.telegram(700, -5), BO, null)).isEqualTo(Author.UNKNOWN);
    }

    @Test
    void aTopicGoesByBothAndKeepsItsNameWhereOnlyTheGroupIsTold() {
        Address topic = Address.telegramTopic(700, -5, 3);
        assertThat(Called.by(topic, BO, in("Team", "Orders")).name()).isEqualTo("Team · Orders");
        assertThat(Called.by(topic, BO, in("Team", null))).isEqualTo(Author.UNKNOWN);
    }

    private static Circumstances in(String title, String topic) {
        return new Circumstances(null, null, null, new Group(title, topic), null, null);
    }
}
