package dev.onethread.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.MailToken;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Delivery;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Part;
import dev.onethread.notifier.core.PartId;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LettersTest {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Account SHOP = shop(false, Signature.NONE);
    private static final Attachment PICTURE =
            Attachment.file(Attachment.Kind.IMAGE, "the form.png", "image/png", new BlobRef("b2", "00", 3));
    private static final Seal NO_SEAL = new Seal(Optional.empty());
    private static final Attachment RECEIPT = Attachment.file(
            Attachment.Kind.DOCUMENT, "Чек возврата №7731.pdf", "application/pdf", new BlobRef("b1", "00", 3));

    @Test
    void aReplyNamesTheAgentAndTheMailbox() throws Exception {
        InternetAddress from = (InternetAddress)
                parsed(parcel("Дарья", "Добрый день", List.of(), null)).getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Дарья (Глазурь и печь)");
        assertThat(from.getAddress()).isEqualTo("help@shop.example");
    }

    @Test
    void aNameWithALineBreakBeginsNoHeader() throws Exception {
        String raw = raw(parcel("Eve\r\nBcc: all@example", "text", List.of(), null));
        assertThat(raw).doesNotContain("\nBcc:");
    }

    @Test
    void itAnswersTheCustomersMailInItsThread() throws Exception {
        MailThread answered = new MailThread("<c@x>", List.of("<a@x>", "<b@x>"), "Заказ");
        MimeMessage mail = parsed(parcel("Дарья", "text", List.of(), answered));
        assertThat(mail.getHeader("In-Reply-To")).containsExactly("<c@x>");
        assertThat(mail.getHeader("References", null).replaceAll("\\s+", " ")).isEqualTo("<a@x> <b@x> <c@x>");
        assertThat(mail.getSubject()).isEqualTo("Re: Заказ");
        assertThat(mail.getMessageID()).endsWith(".1@shop.example>");
        assertThat(mail.getHeader("Auto-Submitted")).isNull();
    }

    @Test
    void aNoticeSaysThatNobodyWroteIt() throws Exception {
        assertThat(parsed(parcel(null, "Приняли", List.of(), null)).getHeader("Auto-Submitted"))
                .containsExactly("auto-generated");
    }

    @Test
    void textSurvivesAsWritten() throws Exception {
        String text = "Первая строка\n\nFrom здесь\n.точка\n" + "длинная ".repeat(200) + "\n= и хвост ";
        MimeMessage mail = parsed(parcel("Дарья", text, List.of(), null));
        assertThat(plain(mail).replace("\r\n", "\n")).isEqualTo(text);
        assertThat(raw(parcel("Дарья", text, List.of(), null)).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    }

    @Test
    void aFileKeepsItsNameAndBytes() throws Exception {
        MimeMultipart parts = (MimeMultipart)
                parsed(parcel("Дарья", "Вот чек", List.of(RECEIPT), null)).getContent();
        assertThat(plain((Multipart) parts.getBodyPart(0).getContent())).isEqualTo("Вот чек");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Чек возврата №7731.pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(parts.getBodyPart(1).getHeader("Content-Disposition")[0]).contains("filename*");
    }

    @Test
    void formattedWordsGoBesideThePlainOnes() throws Exception {
        String text =
                "Готово: **да**\nсм. https://shop.example/x\n\n- раз\n- <b>два</b> & три\n\n[x](javascript:alert)";
        MimeMultipart both =
                (MimeMultipart) parsed(parcel("Дарья", text, List.of(), null)).getContent();
        assertThat(both.getContentType()).startsWith("multipart/alternative");
        assertThat(plain(both).replace("\r\n", "\n")).isEqualTo(text);
        assertThat((String) both.getBodyPart(1).getContent())
                .contains("<strong>да</strong><br>", "href=\"https://shop.example/x\"")
                .contains("<li>раз</li>", "&lt;b&gt;два&lt;/b&gt; &amp; три")
                .doesNotContain("javascript:", "<b>");
    }

    @Test
    void aPictureThatTheTextNamesStandsInItAndNoOtherIsFetched() throws Exception {
        String text = "Так: ![форма](<the form.png>) и ![чужая](https://tracker.example/p.gif)";
        MimeMultipart mixed = (MimeMultipart)
                parsed(parcel("Дарья", text, List.of(PICTURE, RECEIPT), null)).getContent();
        MimeMultipart both = (MimeMultipart) mixed.getBodyPart(0).getContent();
        MimeMultipart related = (MimeMultipart) both.getBodyPart(1).getContent();
        MimeBodyPart picture = (MimeBodyPart) related.getBodyPart(1);
        String html = (String) related.getBodyPart(0).getContent();
        assertThat(html).contains("<img src=\"cid:" + picture.getContentID().replaceAll("[<>]", "") + "\"");
        assertThat(html).doesNotContain("src=\"https:").contains("href=\"https://tracker.example/p.gif\"");
        assertThat(picture.getDisposition()).isEqualTo("inline");
        assertThat(mixed.getCount()).isEqualTo(2);
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("Чек возврата №7731.pdf");
    }

    @Test
    void theDesksSignatureStandsBeforeTheMailboxes() throws Exception {
        Account signing = shop(false, new Signature(Optional.of("Ящик {mailbox}"), Optional.empty()));
        Parcel plain = parcel("Дарья", "Добрый день", List.of(), null);
        MimeMessage mail = parsed(
                signing,
                NO_SEAL,
                signed(plain, new dev.onethread.contracts.Signature("{agent}\nОтдел возвратов", null)));
        assertThat(plain(mail).replace("\r\n", "\n")).isEqualTo("Добрый день\n\n-- \nДарья\nОтдел возвратов");
        assertThat(plain(parsed(signing, NO_SEAL, plain))).endsWith("Ящик Глазурь и печь");
        Parcel notice = parcel(null, "Приняли", List.of(), null);
        assertThat(plain(parsed(signing, NO_SEAL, signed(notice, new dev.onethread.contracts.Signature("x", "y")))))
                .isEqualTo("Приняли");
    }

    @Test
    void linksLeadOnInTheLanguageOfTheReplyAndAreTheSameWhenSentAgain() throws Exception {
        Seal seal = new Seal(Optional.of("a key"));
        Onward onward = Onward.to(
                Set.of(MailConfig.ContinueAt.WEB, MailConfig.ContinueAt.TELEGRAM),
                URI.create("https://chat.shop.example/"),
                seal);
        Parcel russian = parcel("Дарья", "Добрый день", List.of(), null);
        String plain = plain(parsed(onward, seal, russian)).replace("\r\n", "\n");
        assertThat(plain)
                .matches(
                        "(?s)Добрый день\n\n-- \nПродолжить в Telegram: https://chat.shop.example/chat/continuations/telegram/\\S+\n"
                                + "Продолжить на сайте: https://chat.shop.example/chat/continuations/web/\\S+");
        assertThat(plain(parsed(onward, seal, russian)).replace("\r\n", "\n")).isEqualTo(plain);
        Multipart english = (Multipart) parsed(onward, seal, parcel("Daria", "Good day", List.of(), null))
                .getContent();
        assertThat((String) english.getBodyPart(1).getContent())
                .contains("\">Continue in Telegram</a> · <a href=\"https://chat.shop.example/chat/continuations/web/");
        assertThat(plain(parsed(onward, seal, parcel(null, "Приняли", List.of(), null))))
                .isEqualTo("Приняли");
    }

    @Test
    void linksThatCannotBeWrittenAreRefusedAtTheStart() {
        Set<MailConfig.ContinueAt> wanted = Set.of(MailConfig.ContinueAt.WEB);
        assertThatThrownBy(() -> Onward.to(wanted, null, new Seal(Optional.of("a key"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("onethread.continuation.confirmation");
        assertThatThrownBy(() -> Onward.to(wanted, URI.create("https://x.example"), NO_SEAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Parcel signed(Parcel parcel, dev.onethread.contracts.Signature signature) {
        return new Parcel(
                parcel.id(),
                parcel.state(),
                parcel.conversation(),
                parcel.to(),
                parcel.door(),
                parcel.at(),
                parcel.agent(),
                parcel.agentName(),
                parcel.subject(),
                parcel.inReplyTo(),
                parcel.answers(),
                parcel.content(),
                null,
                signature);
    }

    private static MimeMessage parsed(Onward onward, Seal seal, Parcel parcel) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Letters(SHOP, new ThreeBytes(), seal, onward).write(SESSION, parcel).writeTo(out);
        return new MimeMessage(SESSION, new ByteArrayInputStream(out.toByteArray()));
    }

    @Test
    void theSignatureIsInTheLanguageOfTheReply() throws Exception {
        Account signing = shop(
                false,
                new Signature(Optional.of("С уважением,\\n{agent}, {mailbox}"), Optional.of("Regards, {agent}")));
        MimeMessage russian = parsed(signing, NO_SEAL, parcel("Дарья", "Добрый день", List.of(), null));
        assertThat(plain(russian).replace("\r\n", "\n"))
                .isEqualTo("Добрый день\n\n-- \nС уважением,\nДарья, Глазурь и печь");
        MimeMessage english = parsed(signing, NO_SEAL, parcel("Дарья", "Good day", List.of(), null));
        assertThat(plain(english)).endsWith("Regards, Дарья");
        assertThat(plain(parsed(signing, NO_SEAL, parcel(null, "Принято", List.of(), null))))
                .isEqualTo("Принято");
    }

    @Test
    void theTokenStandsInTheReplyAddressAndInTheMessageId() throws Exception {
        Seal seal = new Seal(Optional.of("a secret of two services"));
        Parcel parcel = parcel("Дарья", "text", List.of(), null);
        MimeMessage mail = parsed(shop(true, Signature.NONE), seal, parcel);
        String token = seal.token(parcel.conversation(), parcel.to());
        assertThat(token).matches(MailToken.FORM.pattern());
        assertThat(mail.getReplyTo()[0]).hasToString("help+" + token + "@shop.example");
        assertThat(mail.getMessageID()).endsWith(".1." + token + "@shop.example>");
        assertThat(parsed(SHOP, seal, parcel).getHeader("Reply-To")).isNull();
    }

    @Test
    void anAddressWithoutRoomForTheTokenIsLeftAsItIs() {
        assertThat(Seal.replyTo("a-very-long-name-of-a-mailbox@shop.example", "0".repeat(45)))
                .isNull();
    }

    static String plain(MimeMessage mail) throws Exception {
        return plain((Multipart) mail.getContent());
    }

    private static String plain(Multipart both) throws Exception {
        return (String) both.getBodyPart(0).getContent();
    }

    private static Account shop(boolean plus, Signature signature) {
        return new Account(
                "smtp", false, "localhost", 25, null, null, "help@shop.example", "Глазурь и печь", plus, signature);
    }

    private static Parcel parcel(
            @Nullable String agentName, String text, List<Attachment> files, @Nullable MailThread answered) {
        return new Parcel(
                new PartId(ReplyId.of("00000000-0000-4000-8000-000000000001"), 1),
                new Delivery.Pending(Delivery.Calls.NONE).begin(),
                new ConversationId(new UUID(0, 1)),
                Address.mail("marina@pochta.example"),
                new Door(Channel.MAIL, "help@shop.example"),
                Instant.parse("2026-11-22T10:00:00Z"),
                agentName == null ? null : new AgentId("daria"),
                agentName,
                null,
                answered,
                null,
                new Part(text, files));
    }

    private static MimeMessage parsed(Parcel parcel) throws Exception {
        return parsed(SHOP, NO_SEAL, parcel);
    }

    private static MimeMessage parsed(Account account, Seal seal, Parcel parcel) throws Exception {
        return new MimeMessage(SESSION, new ByteArrayInputStream(bytes(account, seal, parcel)));
    }

    private static String raw(Parcel parcel) throws Exception {
        return new String(bytes(SHOP, NO_SEAL, parcel), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Account account, Seal seal, Parcel parcel) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Letters(account, new ThreeBytes(), seal, Onward.nowhere())
                .write(SESSION, parcel)
                .writeTo(out);
        return out.toByteArray();
    }

    /// Every file has the bytes 1, 2, 3.
    private static final class ThreeBytes implements Blobs {
        @Override
        public BlobRef write(InputStream bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BlobRef write(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream read(String name) {
            return new ByteArrayInputStream(new byte[] {1, 2, 3});
        }

        @Override
        public void delete(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
