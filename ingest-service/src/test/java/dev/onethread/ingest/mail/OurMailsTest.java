package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Letterhead.Quoted;
import dev.onethread.contracts.Letterhead.Via;
import dev.onethread.contracts.MailToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What of ours a mail names, and what that is worth.
class OurMailsTest {
    private static final String KEY = "the key of two services";
    private static final Address ANNA = Address.mail("anna@example.com");
    private static final Address EVE = Address.mail("eve@example.com");
    private static final ConversationId ANNAS = new ConversationId(new UUID(1, 2));
    private static final ConversationId EVES = new ConversationId(new UUID(3, 4));
    private static final String REPLY = "00000000-0000-4000-8000-000000000001.1";

    private final OurMails ours = new OurMails(Set.of("help@shop.example"), KEY);

    @Test
    void anAnswerToTheAddressWeAskedForNamesItsConversation() {
        String to = "help+" + token(ANNAS, ANNA) + "@shop.example";
        assertThat(ours.quoted(mail("To: " + to), ANNA)).isEqualTo(new Quoted(ANNAS, Via.ADDRESS, true));
        assertThat(ours.quoted(mail("Delivered-To: " + to.toUpperCase(java.util.Locale.ROOT)), ANNA))
                .isEqualTo(new Quoted(ANNAS, Via.ADDRESS, true));
    }

    @Test
    void anAnswerInTheThreadDoesTooWithoutThatAddress() {
        String id = "<" + REPLY + "." + token(ANNAS, ANNA) + "@shop.example>";
        assertThat(ours.quoted(mail("In-Reply-To: " + id), ANNA)).isEqualTo(new Quoted(ANNAS, Via.MESSAGE_ID, true));
        assertThat(ours.quoted(mail("References: <x@y> " + id + " <z@y>"), ANNA))
                .isEqualTo(new Quoted(ANNAS, Via.MESSAGE_ID, true));
    }

    @Test
    void aStrangerWhoKnowsATokenIsNoParticipant() {
        String token = token(ANNAS, ANNA);
        String lines = "To: help+" + token + "@shop.example\r\nIn-Reply-To: <" + REPLY + "." + token + "@shop.example>";
        assertThat(ours.quoted(mail(lines), EVE)).isEqualTo(new Quoted(ANNAS, Via.ADDRESS, false));
    }

    @Test
    void aTokenNobodyMadeIsNotValid() {
        assertThat(ours.quoted(mail("To: help+" + "a".repeat(45) + "@shop.example"), EVE))
                .isEqualTo(new Quoted(null, Via.ADDRESS, false));
        OurMails without = new OurMails(Set.of("help@shop.example"), null);
        assertThat(without.quoted(mail("To: help+" + token(ANNAS, ANNA) + "@shop.example"), ANNA))
                .isEqualTo(new Quoted(null, Via.ADDRESS, false));
    }

    @Test
    void whatWentToTheSenderCountsBeforeWhatWentToOthers() {
        String foreign = "To: help+" + token(ANNAS, ANNA) + "@shop.example";
        String own = "In-Reply-To: <" + REPLY + "." + token(EVES, EVE) + "@shop.example>";
        assertThat(ours.quoted(mail(foreign + "\r\n" + own), EVE)).isEqualTo(new Quoted(EVES, Via.MESSAGE_ID, true));
    }

    @Test
    void othersIdsAndOthersMailboxesNameNothingOfOurs() {
        String token = token(ANNAS, ANNA);
        assertThat(ours.quoted(mail("In-Reply-To: <" + REPLY + "." + token + "@evil.example>"), ANNA))
                .isNull();
        assertThat(ours.quoted(mail("To: help+" + token + "@evil.example"), ANNA))
                .isNull();
        assertThat(ours.quoted(mail("To: help+newsletter@shop.example\r\nIn-Reply-To: <a@b>"), ANNA))
                .isNull();
    }

    @Test
    void whatAMachineAnswersIsTheNewestOfOursThatItNames() {
        String lines =
                "References: <" + REPLY + "@shop.example> <" + REPLY.replace(".1", ".2") + "@shop.example> <x@y>";
        assertThat(ours.about(mail(lines))).isEqualTo("<" + REPLY.replace(".1", ".2") + "@shop.example>");
        assertThat(ours.about(mail("In-Reply-To: <x@y>"))).isNull();
    }

    @Test
    void anAddressIsShownWithoutItsToken() {
        assertThat(ours.shown("help+0123@shop.example")).isEqualTo("help@shop.example");
        assertThat(ours.shown("anna+shop@example.com")).isEqualTo("anna+shop@example.com");
        assertThat(ours.isOurs("Help+x@Shop.example")).isTrue();
    }

    private static ParsedMail mail(String lines) {
        return MailReader.read((lines + "\r\nSubject: x\r\n\r\ntext\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String token(ConversationId conversation, Address to) {
        return MailToken.of(conversation, to, octets -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return mac.doFinal(octets);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
