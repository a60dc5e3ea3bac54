/// Sends mail by SMTP.
@NullMarked
package dev.onethread.notifier.mail;

import org.jspecify.annotations.NullMarked;
