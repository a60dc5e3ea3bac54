package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void aNameIsWhatItLooksLike() {
        assertThat(FileNames.safe("\u200b.htaccess")).isEqualTo("htaccess");
        assertThat(FileNames.safe("../../etc/passwd")).isEqualTo("etc_passwd").doesNotContain("/");
        assertThat(FileNames.safe("invoice\u202egpj.exe")).isEqualTo("invoicegpj.exe");
        assertThat(FileNames.safe("a\0b\r\nc.txt")).isEqualTo("abc.txt");
        assertThat(FileNames.safe("...")).isEqualTo("file");
        assertThat(FileNames.safe("x".repeat(4096))).hasSize(120);
        assertThat(FileNames.safe("отчёт.pdf")).isEqualTo("отчёт.pdf");
    }

    @Test
    void aHeaderCannotBeBrokenOutOf() {
        assertThat(FileNames.disposition(false, "a\"; filename=\"b.html\r\nX: y"))
                .isEqualTo("attachment; filename=\"a_; filename=_b.htmlX_ y\"; "
                        + "filename*=UTF-8''a%22%3B%20filename%3D%22b.htmlX_%20y");
        assertThat(FileNames.disposition(true, "кот.png")).endsWith("filename*=UTF-8''%D0%BA%D0%BE%D1%82.png");
    }

    @Test
    void whatMayHoldScriptIsNeverShown() {
        assertThat(FileNames.mayBeShown("image/png")).isTrue();
        assertThat(FileNames.mayBeShown("IMAGE/JPEG; name=x")).isTrue();
        assertThat(FileNames.mayBeShown("image/svg+xml")).isFalse();
        assertThat(FileNames.mayBeShown("text/html")).isFalse();
        assertThat(FileNames.mayBeShown("application/pdf")).isFalse();
    }
}
