package dev.onethread.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Goldens.Golden;
import dev.onethread.contracts.Shapes.Spot;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenFilesTest {
    @Test
    void everyEventHasItsGoldenFileAndEveryGoldenFileItsEvent() throws IOException {
        try (Stream<Path> files = Files.walk(Goldens.folder())) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrderElementsOf(
                            Goldens.all().stream().map(Golden::file).toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> whatWasWrittenIsReadAndWrittenAgainAlike() {
        return each(golden -> {
            Event event = read(golden, golden.tree());
            assertThat(event).isInstanceOf(golden.type());
            assertThat(Wire.mapper().readTree(Wire.bytes(event))).isEqualTo(golden.tree());
        });
    }

    @TestFactory
    Stream<DynamicTest> goldenFilesSetEveryField() {
        return each(golden -> {
            for (Spot spot : spots(golden)) {
                for (RecordComponent component : spot.record().getRecordComponents()) {
                    assertThat(spot.node().has(component.getName()))
                            .as("%s.%s", spot.record().getSimpleName(), component.getName())
                            .isTrue();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> anUnknownFieldIsNoHindrance() {
        return each(golden -> {
            JsonNode known = golden.tree();
            JsonNode tree = known.deepCopy();
            for (Spot spot : Shapes.spots(golden.type(), (ObjectNode) tree)) {
                spot.node().put("addedLater", "by somebody newer");
            }
            assertThat(Wire.mapper().readTree(Wire.bytes(read(golden, tree)))).isEqualTo(known);
        });
    }

    @TestFactory
    Stream<DynamicTest> anOptionalFieldMayBeAbsent() {
        return each(golden -> {
            for (Spot spot : spots(golden)) {
                for (RecordComponent component : spot.record().getRecordComponents()) {
                    if (Shapes.optional(component)) {
                        JsonNode tree = without(golden, spot, component);
                        assertThat(read(golden, tree)).isNotNull();
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aMissingFieldIsRefusedByName() {
        return each(golden -> {
            for (Spot spot : spots(golden)) {
                for (RecordComponent component : spot.record().getRecordComponents()) {
                    if (!Shapes.optional(component)) {
                        assertThat(catchThrowable(() -> read(golden, without(golden, spot, component))))
                                .as("%s.%s", spot.record().getSimpleName(), component.getName())
                                .isInstanceOf(Wire.Unreadable.class)
                                .hasMessageContaining(golden.type().getSimpleName())
                                .hasMessageContaining(spot.named(component));
                    }
                }
            }
        });
    }

    private interface Check {
        void on(Golden golden) throws Exception;
    }

    private static Stream<DynamicTest> each(Check check) {
        return Goldens.all().stream().map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check.on(golden)));
    }

    private static List<Spot> spots(Golden golden) throws IOException {
        return Shapes.spots(golden.type(), (ObjectNode) golden.tree());
    }

    private static JsonNode without(Golden golden, Spot spot, RecordComponent component) throws IOException {
        JsonNode tree = golden.tree();
        ((ObjectNode) tree.at(spot.pointer())).remove(component.getName());
        return tree;
    }

    private static Event read(Golden golden, JsonNode tree) throws IOException, Wire.Unreadable {
        String type = Wire.TYPE_PREFIX + golden.type().getSimpleName();
        String version = Integer.toString(EventTypes.versionOf(golden.type()));
        return Wire.read(type, version, Wire.mapper().writeValueAsBytes(tree));
    }
}
