package dev.onethread.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource({
        "report.pdf, report.pdf",
        "../../etc/passwd, passwd",
        "..%2f..%2Fetc%5cpasswd, passwd",
        "C:\\Users\\me\\Отчёт.docx, Отчёт.docx",
        "a<b>:c|d?.txt, abcd.txt",
        "'  .htaccess', htaccess",
        "..., file",
        "/, file"
    })
    void aNameIsItsLastSegmentWithoutWhatHarms(String given, String kept) {
        assertThat(FileNames.safe(given, "file")).isEqualTo(kept);
    }

    @Test
    void whatCannotBeSeenIsNotKept() {
        assertThat(FileNames.safe("\u200B.htaccess", "file")).isEqualTo("htaccess");
        assertThat(FileNames.safe("photo\u202Egpj.exe", "file")).isEqualTo("photogpj.exe");
        assertThat(FileNames.safe("a\0b\r\nc.txt", "file")).isEqualTo("abc.txt");
    }

    @Test
    void aNameOfFourKilobytesKeepsItsExtension() {
        assertThat(FileNames.safe("я".repeat(4096) + ".pdf", "file"))
                .hasSize(120)
                .endsWith(".pdf");
    }

    @Test
    void nothingGivenIsTheFallback() {
        assertThat(FileNames.safe(null, "photo.jpg")).isEqualTo("photo.jpg");
    }
}
