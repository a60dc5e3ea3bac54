package dev.onethread.notifier.telegram;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// The line to Telegram, made so that its failures tell whether anything can have been said.
final class Line {
    private Line() {}

    /// OkHttp by itself sends a request again when a kept connection turns out to be dead, and nobody hears of it;
    /// that is switched off, since only the row of a delivery may say that something is sent twice.
    static OkHttpClient client(Duration timeout, int atOnce) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Math.max(64, atOnce));
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .connectTimeout(timeout.compareTo(Duration.ofSeconds(10)) < 0 ? timeout : Duration.ofSeconds(10))
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .addInterceptor(Line::beforeAnyByte)
                .addNetworkInterceptor(Line::afterConnecting)
                .build();
    }

    private static Response beforeAnyByte(Interceptor.Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (Broken e) {
            throw e;
        } catch (IOException e) {
            throw new NotReached(e);
        }
    }

    private static Response afterConnecting(Interceptor.Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IOException e) {
            throw new Broken(e);
        }
    }

    /// There was no connection, so nothing was said.
    static final class NotReached extends IOException {
        private static final long serialVersionUID = 1L;

        NotReached(IOException cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }

    /// It broke, or nothing was heard, once connected.
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(IOException cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }
}
