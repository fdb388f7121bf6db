using System.Net.Sockets;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A connection of one client: a request, its answer, the next request.</summary>
internal sealed class Connection
{
    private readonly Socket _socket;
    private readonly StandInServer _server;

    public Connection(Socket socket, StandInServer server)
    {
        (_socket, _server) = (socket, server);
        socket.NoDelay = true;
        // Closing then resets the connection at once, so that nothing keeps the port.
        socket.LingerState = new LingerOption(true, 0);
    }

    public async Task ServeAsync(CancellationToken stopping)
    {
        try
        {
            await using var stream = new NetworkStream(_socket, ownsSocket: true);
            while (await Wire.ReadAsync(stream, stopping) is { } message)
            {
                if (await _server.AnswerAsync(message.Command, stopping) is not { } answer)
                {
                    _server.HasCutConnections = true;
                    return;
                }

                if (!message.WantsNoAnswer) await Wire.WriteAsync(stream, message, answer, stopping);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client disconnected, or the server was stopped.
        }
    }

    public void Reset() => _socket.Dispose();
}
