package dev.onethread.delivery.problems;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/// A JSON body may say `null`, which no rule of validation refuses; it is refused here, so that no resource meets it.
@Provider
public class BodyRequired implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw new Problem(400, "malformed", "the body is not the JSON expected here");
        }
        return body;
    }
}
