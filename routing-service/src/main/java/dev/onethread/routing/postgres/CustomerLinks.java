package dev.onethread.routing.postgres;

import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.LinkTemplate;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pages of other systems about a customer, by template.
@ApplicationScoped
public class CustomerLinks {
    private static final String ALL = "select id, name, template, version from customer_link order by name, id";
    private static final String FIND = "select id, name, template, version from customer_link where id = $1";
    private static final String SAVE = """
            insert into customer_link as l (id, name, template) values ($1, $2, $3)
            on conflict (id) do update set name = excluded.name, template = excluded.template, version = l.version + 1
            """;
    private static final String DELETE = "delete from customer_link where id = $1";

    public record Link(String id, String name, LinkTemplate template, long version) {}

    public List<Link> all(Tx tx) {
        List<Link> all = new ArrayList<>();
        tx.query(ALL).forEach(row -> all.add(link(row)));
        return all;
    }

    public Optional<Link> find(Tx tx, String id) {
        for (Row row : tx.query(FIND, id)) {
            return Optional.of(link(row));
        }
        return Optional.empty();
    }

    public void save(Tx tx, String id, String name, LinkTemplate template) {
        tx.update(SAVE, id, name, template.text());
    }

    public boolean delete(Tx tx, String id) {
        return tx.update(DELETE, id) > 0;
    }

    private static Link link(Row row) {
        return new Link(
                row.getString("id"),
                row.getString("name"),
                new LinkTemplate(row.getString("template")),
                row.getLong("version"));
    }
}
