package dev.onethread.local.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;

/// GreenMail's IMAP, its answers sent at once. It writes one answer in several small pieces; without TCP_NODELAY each
/// waits for the client's delayed acknowledgement, 44 ms a command.
final class ImapDoor extends GreenMail {
    ImapDoor(ServerSetup setup) {
        super(setup);
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        return Map.of(setups[0].getProtocol(), new Server(setups[0], managers));
    }

    private static final class Server extends AbstractServer {
        Server(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket guest) {
            return new ImapHandler(managers.getUserManager(), managers.getImapHostManager(), guest);
        }

        @Override
        protected void handleClientSocket(Socket guest) throws SocketException {
            guest.setTcpNoDelay(true);
            super.handleClientSocket(guest);
        }
    }
}
