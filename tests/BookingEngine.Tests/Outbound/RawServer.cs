using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BookingEngine.Tests.Outbound;

/// <summary>An HTTP server that answers with raw bytes, so that it can misbehave.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly Task _running;

    /// <param name="answer">Gets the request with its body, and writes the answer.</param>
    public RawServer(Func<string, Stream, CancellationToken, Task> answer, IPAddress? address = null)
    {
        _answer = answer;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _running = AcceptAsync();
    }

    public RawServer(string answer)
        : this((_, stream, cancellation) => WriteAsync(stream, answer, cancellation))
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Requests { get; } = [];

    public string Url(string path) => $"http://localhost:{Port}{path}";

    public static async Task WriteAsync(Stream stream, string text, CancellationToken cancellation) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), cancellation);

    public async ValueTask DisposeAsync()
    {
        // The listener ends after the loop: a loop that accepts at that moment would find it closed.
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    // One request for each connection. The client may go away at any time: that is what the tests are about.
    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var connection = client;
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            Requests.Enqueue(request);
            await _answer(request, stream, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[4096];
        while (!IsWhole(Encoding.UTF8.GetString(bytes.ToArray()), bytes.Length) && await stream.ReadAsync(buffer, _stop.Token) is var read and > 0)
        {
            bytes.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static bool IsWhole(string request, long bytes)
    {
        var (end, length) = (request.IndexOf("\r\n\r\n", StringComparison.Ordinal), request.IndexOf("Content-Length: ", StringComparison.Ordinal));
        var body = length < 0 ? 0 : int.Parse(request.AsSpan(length + 16, request.IndexOf('\r', length) - length - 16), provider: null);
        return end >= 0 && bytes >= end + 4 + body;
    }
}
