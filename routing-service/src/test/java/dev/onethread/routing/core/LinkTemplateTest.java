package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTemplateTest {
    private static final LinkTemplate CRM =
            new LinkTemplate("https://crm.example:8443/people/{external-id}?plan={attribute:plan}#{mail}");

    @Test
    void placesAreFilledWithWhatIsKnown() {
        assertThat(CRM.faults()).isEmpty();
        assertThat(CRM.fill(Map.of("external-id", "17", "mail", "kim@shop.example"), Map.of("plan", "gold"))
                        .url())
                .contains("https://crm.example:8443/people/17?plan=gold#kim%40shop.example");
    }

    @Test
    void aValueCannotLeaveItsPlace() {
        var filled = CRM.fill(
                Map.of("external-id", "../admin?x=1#y", "mail", "a b&c=ü<script>"), Map.of("plan", "1&role=admin"));
        assertThat(filled.url())
                .contains("https://crm.example:8443/people/..%2Fadmin%3Fx%3D1%23y?plan=1%26role%3Dadmin"
                        + "#a%20b%26c%3D%C3%BC%3Cscript%3E");
        assertThat(CRM.fill(Map.of("external-id", "..", "mail", "m"), Map.of("plan", "p"))
                        .url())
                .isEmpty();
        assertThat(new LinkTemplate("https://crm.example/{name}{language}/x")
                        .fill(Map.of("name", ".", "language", "."), Map.of())
                        .url())
                .isEmpty();
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThat(CRM.fill(Map.of("mail", "m@x.example"), Map.of()).missing())
                .containsExactly("external-id", "attribute:plan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "https://{name}.example/",
                "https://crm.example{name}/",
                "https://user@{name}/",
                "//crm.example/x",
                "https:///x",
                "https://crm.example/{nothing-such}",
                "https://crm.example/{attribute:}",
                "https://crm.example/{open",
                "https://crm.example/a b",
                "ftp://crm.example/"
            })
    void whatIsNoSafeAddressIsRefused(String template) {
        assertThat(new LinkTemplate(template).faults()).isNotEmpty();
    }
}
