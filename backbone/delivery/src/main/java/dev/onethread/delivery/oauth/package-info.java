/// Access tokens for servers that know OAuth 2.0 only.
@NullMarked
package dev.onethread.delivery.oauth;

import org.jspecify.annotations.NullMarked;
