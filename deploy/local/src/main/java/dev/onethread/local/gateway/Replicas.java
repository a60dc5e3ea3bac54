package dev.onethread.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Which replica gets the next request: in turn, those that answered lately before those that did not. A paused process
/// still accepts connections, so each is asked every second whether it lives.
final class Replicas {
    private static final String HOST = "127.0.0.1";
    private static final long EVERY_MILLIS = 1000;
    private static final long PATIENCE_MILLIS = 1500;

    private final HttpClient client;
    private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    Replicas(Vertx vertx, HttpClient client, Supplier<Collection<Integer>> all) {
        this.client = client;
        vertx.setPeriodic(EVERY_MILLIS, tick -> all.get().forEach(this::look));
    }

    /// A request to the first replica that can be connected to.
    Future<HttpClientRequest> connect(List<Integer> ports) {
        List<Integer> order = inTurn(ports);
        Future<HttpClientRequest> attempt = Future.failedFuture("no replica runs");
        for (int port : order) {
            attempt = attempt.recover(before -> open(port));
        }
        return attempt;
    }

    private Future<HttpClientRequest> open(int port) {
        return client.request(new RequestOptions().setHost(HOST).setPort(port)).onFailure(failure -> silent.add(port));
    }

    private List<Integer> inTurn(List<Integer> ports) {
        if (ports.isEmpty()) {
            return ports;
        }
        int first = Math.floorMod(turn.getAndIncrement(), ports.size());
        List<Integer> well = new ArrayList<>();
        List<Integer> unwell = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get((first + i) % ports.size());
            (silent.contains(port) ? unwell : well).add(port);
        }
        well.addAll(unwell);
        return well;
    }

    /// Any answer counts: what is not ready yet says so itself.
    private void look(int port) {
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(HOST)
                .setPort(port)
                .setURI("/q/health/live")
                .setTimeout(PATIENCE_MILLIS);
        client.request(question)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body())
                .onSuccess(answer -> silent.remove(port))
                .onFailure(failure -> silent.add(port));
    }
}
