package dev.onethread.routing.postgres;

import dev.onethread.contracts.Channel;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The units a conversation of a channel takes, where people decided it; the others take what the installation says.
@ApplicationScoped
public class ChannelTable {
    private static final String ALL = "select channel, weight, version from channel_weight";

    private static final String SAVE = """
            insert into channel_weight (channel, weight) values ($1, $2)
            on conflict (channel) do update set weight = excluded.weight, version = channel_weight.version + 1
            """;

    private static final String DELETE = "delete from channel_weight where channel = $1";

    /// A channel's weight with the version of its row.
    public record Weight(Channel channel, int units, long version) {}

    public Map<Channel, Weight> all(Tx tx) {
        Map<Channel, Weight> all = new EnumMap<>(Channel.class);
        for (Row row : tx.query(ALL)) {
            Channel channel = Channel.valueOf(row.getString("channel"));
            all.put(channel, new Weight(channel, row.getInteger("weight"), row.getLong("version")));
        }
        return all;
    }

    public Optional<Weight> find(Tx tx, Channel channel) {
        return Optional.ofNullable(all(tx).get(channel));
    }

    public void save(Tx tx, Channel channel, int units) {
        tx.update(SAVE, channel.name(), units);
    }

    public boolean delete(Tx tx, Channel channel) {
        return tx.update(DELETE, channel.name()) > 0;
    }
}
