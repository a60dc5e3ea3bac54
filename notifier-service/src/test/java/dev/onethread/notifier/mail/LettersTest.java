package dev.onethread.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Delivery;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Part;
import dev.onethread.notifier.core.PartId;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LettersTest {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Account SHOP =
            new Account("smtp", false, "localhost", 25, null, null, "help@shop.example", "Глазурь и печь");
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
        assertThat(((String) mail.getContent()).replace("\r\n", "\n")).isEqualTo(text);
        assertThat(raw(parcel("Дарья", text, List.of(), null)).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    }

    @Test
    void aFileKeepsItsNameAndBytes() throws Exception {
        MimeMultipart parts = (MimeMultipart)
                parsed(parcel("Дарья", "Вот чек", List.of(RECEIPT), null)).getContent();
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Вот чек");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Чек возврата №7731.pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(parts.getBodyPart(1).getHeader("Content-Disposition")[0]).contains("filename*");
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
        return new MimeMessage(SESSION, new ByteArrayInputStream(raw(parcel).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String raw(Parcel parcel) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Letters(SHOP, new ThreeBytes()).write(SESSION, parcel).writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
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
