package dev.onethread.e2e.stories;

import dev.onethread.e2e.actors.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What the services' databases hold, for the few questions that no interface answers: an answer must not depend on the
/// very replica that is paused.
final class Tables {
    private Tables() {}

    /// The first column of the answer.
    static List<String> strings(Installation installation, String database, String question) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + installation.port("postgres") + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(String.valueOf(rows.getString(1)));
            }
            return strings;
        }
    }
}
