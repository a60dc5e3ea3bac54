package dev.onethread.routing.http;

import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// One kind of thing that people configure: how it is listed, shown with its version as ETag, saved whole (under the
/// version that was seen, where the caller names one) and deleted. What differs from kind to kind is given.
final class Kind<T> {
    private final String name;
    private final Changes changes;
    private final Function<Tx, List<T>> all;
    private final BiFunction<Tx, String, Optional<T>> find;
    private final ToLongFunction<T> version;
    private final Function<T, Object> view;

    /// `name` is how a caller is told of one, such as `desk`.
    Kind(
            String name,
            Changes changes,
            Function<Tx, List<T>> all,
            BiFunction<Tx, String, Optional<T>> find,
            ToLongFunction<T> version,
            Function<T, Object> view) {
        this.name = name;
        this.changes = changes;
        this.all = all;
        this.find = find;
        this.version = version;
        this.view = view;
    }

    Views.Items<Object> list() {
        return new Views.Items<>(changes.read(all).stream().map(view).toList());
    }

    Response get(String id) {
        return shown(changes.read(tx -> find.apply(tx, id)).orElseThrow(this::unknown));
    }

    /// `save` writes it and tells others, after the caller's version was compared.
    Response put(String id, @Nullable String ifMatch, Consumer<Tx> save) {
        return shown(changes.make(tx -> {
            Changes.expect(ifMatch, find.apply(tx, id).map(version::applyAsLong).orElse(null));
            save.accept(tx);
            return find.apply(tx, id).orElseThrow(this::unknown);
        }));
    }

    /// `delete` says whether there was one.
    void delete(Predicate<Tx> delete) {
        changes.make(tx -> {
            if (!delete.test(tx)) {
                throw unknown();
            }
            return null;
        });
    }

    private Problem unknown() {
        return new Problem(404, "not-found", "there is no such " + name);
    }

    private Response shown(T thing) {
        return Response.ok(view.apply(thing))
                .tag(Changes.tag(version.applyAsLong(thing)))
                .build();
    }
}
