using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace BookingEngine.Benchmarks.Load;

/// <summary>One keep-alive HTTP/1.1 connection with one request at a time. It parses only the status and the end of an answer.</summary>
public sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public static async Task<Connection> OpenAsync(Uri address)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a request, reads the whole answer and returns its status.</summary>
    public async Task<int> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new BenchmarkException("The server closed a connection.");
            }

            length += read;
        }
        while (!IsWhole(_buffer.AsSpan(0, length)));
        return int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();

    // The answer ends after its length, or with the last chunk.
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var name = answer[..head].IndexOf("Content-Length: "u8);
        if (name < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        var value = answer[(name + 16)..(head + 2)];
        var text = Encoding.ASCII.GetString(value[..value.IndexOf((byte)'\r')]);
        return answer.Length >= head + 4 + int.Parse(text, CultureInfo.InvariantCulture);
    }
}
