package dev.onethread.notifier.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.ReplyId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailHeadersTest {
    private static final PartId PART = new PartId(ReplyId.of("00000000-0000-4000-8000-000000000001"), 1);

    @Test
    void theMessageIdIsOursAndDependsOnTheReplyOnly() {
        assertThat(headers(null, null).messageId()).isEqualTo("<00000000-0000-4000-8000-000000000001.1@shop.example>");
    }

    @Test
    void referencesAreThoseOfTheAnsweredMailAndThenTheMailItself() {
        MailThread answered = new MailThread("<c@x>", List.of("<a@x>", "<b@x>"), "Заказ");
        assertThat(headers(null, answered).references()).containsExactly("<a@x>", "<b@x>", "<c@x>");
        assertThat(headers(null, answered).inReplyTo()).isEqualTo("<c@x>");
    }

    @Test
    void aThreadOfHundredsKeepsItsFirstAndItsLast() {
        List<String> many =
                IntStream.range(0, 500).mapToObj(i -> "<" + i + "@x>").toList();
        assertThat(headers(null, new MailThread("<last@x>", many, null)).references())
                .hasSize(20)
                .startsWith("<0@x>")
                .endsWith("<499@x>", "<last@x>");
    }

    @Test
    void anIdThatWouldBeginAnotherHeaderIsLeftOut() {
        MailThread attack = new MailThread("<a@x>\r\nBcc: all@example", List.of("<b@x>", "no id", "<c d@x>"), null);
        assertThat(headers(null, attack).inReplyTo()).isNull();
        assertThat(headers(null, attack).references()).containsExactly("<b@x>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Заказ 7731 | Re: Заказ 7731",
                "Re: Заказ 7731 | Re: Заказ 7731",
                "RE: AW: Ответ: Re[2]: Заказ | Re: Заказ",
                "Fwd: Заказ | Re: Fwd: Заказ",
                "Re: | Re: Re:",
                "Red: wine | Re: Red: wine",
            })
    void anAnswerSaysReOnce(String theirs, String ours) {
        assertThat(MailHeaders.subject(null, theirs, "Shop")).isEqualTo(ours);
    }

    @Test
    void anAgentsOwnSubjectStandsAsWritten() {
        assertThat(MailHeaders.subject("Возврат", "Заказ", "Shop")).isEqualTo("Возврат");
    }

    @Test
    void withoutAnySubjectTheMailboxGivesItsName() {
        assertThat(MailHeaders.subject(null, "  ", "Shop")).isEqualTo("Shop");
    }

    @Test
    void aLineBreakInASubjectBeginsNoHeader() {
        assertThat(MailHeaders.subject("a\r\nBcc: all@example\u2028b", null, "Shop"))
                .isEqualTo("a Bcc: all@example b");
    }

    private static MailHeaders headers(@Nullable String subject, @Nullable MailThread answered) {
        return MailHeaders.of(PART, "help@shop.example", subject, answered, "Shop", null);
    }
}
