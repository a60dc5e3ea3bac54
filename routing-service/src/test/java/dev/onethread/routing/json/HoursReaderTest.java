package dev.onethread.routing.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Wire;
import dev.onethread.routing.core.DeskHours;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursReaderTest {
    private static final DeskId SUPPORT = new DeskId("support");
    private static final Names NAMES = Names.of(Set.of(SUPPORT, new DeskId("night")), Set.of());

    private final Faults faults = new Faults();

    @Test
    void whatIsWrittenIsReadTheSame() {
        JsonNode hours = json("""
            {"zone": "Asia/Almaty",
             "week": {"monday": [{"from": "09:00", "to": "13:00"}, {"from": "14:00", "to": "24:00"}],
                      "tuesday": [], "wednesday": [], "thursday": [], "friday": [], "saturday": [], "sunday": []},
             "dates": {"2026-12-16": [], "2026-12-19": [{"from": "10:00", "to": "15:30"}]},
             "outside": {"do": "overflow", "desk": "night"}}""");

        DeskHours read = new HoursReader(NAMES, faults).read(hours, SUPPORT);

        assertThat(faults.all()).isEmpty();
        assertThat(HoursWriter.write(read)).isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"zone": "Europe/Atlantis", "week": {}}                       | /zone            | zone-unknown
            {"zone": "+05:00", "week": {}}                                | /zone            | zone-unknown
            {"zone": "UTC"}                                               | /week            | not-an-object
            {"zone": "UTC", "week": {"mo": []}}                           | /week/mo         | field-unknown
            {"zone": "UTC", "week": {"monday": [{"from": "9:00", "to": "18:00"}]}} | /week/monday/0/from | time-malformed
            {"zone": "UTC", "week": {"monday": [{"from": "09:00", "to": "24:30"}]}} | /week/monday/0/to | time-malformed
            {"zone": "UTC", "week": {"monday": [{"from": "22:00", "to": "02:00"}]}} | /week/monday/0/to | out-of-order
            {"zone": "UTC", "week": {"monday": [{"from": "09:00", "to": "12:00"}, {"from": "11:00", "to": "13:00"}]}} | /week/monday | intervals-overlap
            {"zone": "UTC", "week": {}, "dates": {"2026-02-30": []}}      | /dates/2026-02-30 | date-malformed
            {"zone": "UTC", "week": {}, "outside": {"do": "sleep"}}       | /outside/do      | outside-unknown
            {"zone": "UTC", "week": {}, "outside": {"do": "overflow", "desk": "nowhere"}} | /outside/desk | desk-unknown
            {"zone": "UTC", "week": {}, "outside": {"do": "overflow", "desk": "support"}} | /outside/desk | overflows-to-itself
            """)
    void hoursThatAreNoneAreNamedByTheirPlace(String hours, String pointer, String code) {
        DeskHours read = new HoursReader(NAMES, faults).read(json(hours), SUPPORT);

        assertThat(read).isNull();
        assertThat(faults.all())
                .extracting(fault -> fault.pointer() + " " + fault.code())
                .containsExactly(pointer + " " + code);
    }

    private static JsonNode json(String text) {
        try {
            return Wire.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
