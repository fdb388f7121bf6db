using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Sends requests byte by byte as no client library would. Each has one connection, read until the server closes it.</summary>
public static class RawExchange
{
    /// <param name="head">The request line and headers, each ended by CR LF. The required headers are added.</param>
    public static Task<Answer> SendAsync(Uri address, string head, byte[]? body = null) => SendAsync(
        address, [.. Encoding.Latin1.GetBytes($"{head}Host: {address.Authority}\r\nConnection: close\r\n\r\n"), .. body ?? []]);

    /// <param name="request">All bytes to send.</param>
    public static async Task<Answer> SendAsync(Uri address, byte[] request)
    {
        using var deadline = new CancellationTokenSource(Timeouts.Answer);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        using var received = new MemoryStream();
        try
        {
            await client.GetStream().WriteAsync(request, deadline.Token);
            await client.GetStream().CopyToAsync(received, deadline.Token);
        }
        catch (IOException) when (received.Length > 0)
        {
            // The server answered and closed while the client was still sending the body.
        }

        return Parse(Encoding.Latin1.GetString(received.ToArray()));
    }

    private static Answer Parse(string text)
    {
        var (head, body) = Cut(text, "\r\n\r\n");
        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Select(l => Cut(l, ":")).GroupBy(h => h.Item1, h => h.Item2.Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => string.Join(", ", g), StringComparer.OrdinalIgnoreCase);
        var whole = headers.GetValueOrDefault("Transfer-Encoding") == "chunked" ? Unchunk(body) : body;
        return new Answer(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(whole)));
    }

    private static string Unchunk(string body)
    {
        var whole = new StringBuilder();
        while (Cut(body, "\r\n") is var (size, rest) && size.Length > 0)
        {
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            whole.Append(rest.AsSpan(0, length));
            body = length == 0 ? "" : rest[(length + 2)..];
        }

        return whole.ToString();
    }

    private static (string, string) Cut(string text, string at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + at.Length)..]) : (text, "");
}
