package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// What Outlook packs into winmail.dat is shown as what it is.
class TnefTest {
    @Test
    void itsFilesAreTheMailsFiles() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0});
        attribute(packed, 0x00069002, new byte[14]);
        attribute(packed, 0x00018010, "price.csv\0".getBytes(StandardCharsets.US_ASCII));
        attribute(packed, 0x0006800F, "1,2".getBytes(StandardCharsets.US_ASCII));
        String mail = "From: anna@example.com\nContent-Type: multipart/mixed; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nSee the file.\n"
                + "--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(packed.toByteArray()) + "\n--b--\n";
        ParsedMail read = MailReader.read(mail.getBytes(StandardCharsets.US_ASCII));
        assertThat(read.text()).startsWith("See the file.");
        assertThat(read.attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("price.csv"))
                .satisfies(file -> assertThat(file.bytes()).asString().isEqualTo("1,2"));
    }

    /// Level, id, length, data, checksum (MS-OXTNEF section 2.1.3.1).
    private static void attribute(ByteArrayOutputStream to, int id, byte[] data) {
        to.write(2);
        number(to, id, 4);
        number(to, data.length, 4);
        to.writeBytes(data);
        int sum = 0;
        for (byte one : data) {
            sum += one & 0xFF;
        }
        number(to, sum, 2);
    }

    private static void number(ByteArrayOutputStream to, int number, int octets) {
        for (int i = 0; i < octets; i++) {
            to.write(number >> 8 * i);
        }
    }
}
