package dev.onethread.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Simulation;
import dev.onethread.routing.simulation.Study;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ScenarioFileTest {
    @TempDir
    Path folder = Path.of(".");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static final String TRACED = """
            name: "<traced> & more"
            horizon: 1h
            trace: contacts.csv
            types: {all: {}}
            agents: [{name: anna}]
            """;

    @Test
    void aScenarioFindsItsTraceBesideIt() throws IOException {
        file("contacts.csv", "arrival,type,priority,service,patience\n0,all,0,60,\n30,all,0,60,\n");
        Scenario scenario = ScenarioFile.read(file("traced.yaml", TRACED));
        assertThat(Simulation.run(scenario, 1, 0).all().meanWait()).isEqualTo(15);
    }

    @Test
    void whatIsWrongIsNamedWithFileAndPlace() throws IOException {
        file("contacts.csv", "0,all,0,60,\nnonsense\n");
        assertThatThrownBy(() -> ScenarioFile.read(file("traced.yaml", TRACED)))
                .hasMessageContaining("traced.yaml")
                .hasMessageContaining("contacts.csv: line 2");
        assertThatThrownBy(() -> ScenarioFile.read(file("broken.yaml", "name: [1\nagents")))
                .hasMessageContaining("broken.yaml")
                .hasMessageContaining("line");
        assertThatThrownBy(() -> ScenarioFile.read(file("wrong.yaml", "name: x\nhorizon: 1h\ntypes: {}\nagents: 5\n")))
                .hasMessageContaining("wrong.yaml: agents: ");
    }

    @Test
    void theChartIsWellFormedWhateverScenariosAreCalled() throws Exception {
        file("contacts.csv", "0,all,0,60,\n30,all,0,60,\n");
        Scenario scenario = ScenarioFile.read(file("traced.yaml", TRACED));
        Study study = new Study(scenario);
        study.add(Simulation.run(scenario, 1, 0));
        String svg = Chart.of(List.of(study.summary(0.95), study.summary(0.95)));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getDocumentElement().getTextContent()).contains("<traced> & more");
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    }
}
