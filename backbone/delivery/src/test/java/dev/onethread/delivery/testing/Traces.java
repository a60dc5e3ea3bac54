package dev.onethread.delivery.testing;

import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Where a word stands in a service's database: any table, any column, bytes too.
public final class Traces {
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
            order by table_name
            """;

    private Traces() {}

    public static List<String> tables(Database database) {
        List<String> tables = new ArrayList<>();
        database.query(TABLES).forEach(row -> tables.add(row.getString(0)));
        return tables;
    }

    /// The tables in which the word stands, without regard to case.
    public static List<String> of(Database database, String word) {
        String bytes = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
        List<String> found = new ArrayList<>();
        for (String table : tables(database)) {
            String sql = "select count(*) from \"" + table
                    + "\" t where t::text ilike '%' || $1::text || '%' or t::text like '%' || $2::text || '%'";
            for (Row row : database.query(sql, word, bytes)) {
                if (row.getLong(0) > 0) {
                    found.add(table);
                }
            }
        }
        return found;
    }
}
