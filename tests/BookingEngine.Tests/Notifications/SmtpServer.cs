using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BookingEngine.Tests.Notifications;

/// <summary>The behaviour of the server, successful by default. A null reply closes the connection instead.</summary>
public sealed record SmtpScript
{
    public string? Greeting { get; init; } = "220 ready";

    public bool Stalls { get; init; }

    public string[] Offers { get; init; } = [];

    public bool IsTlsFromTheStart { get; init; }

    public string? OnAuth { get; init; } = "235 welcome";

    public string? OnSender { get; init; } = "250 ok";

    public string? OnRecipient { get; init; } = "250 ok";

    public string? OnMessage { get; init; } = "250 taken";

    public string? OnQuit { get; init; } = "221 bye";
}

/// <summary>A mail server for tests: replies from a script and records what it receives. No client trusts its certificate.</summary>
public sealed class SmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new(Timeouts.Answer);
    private readonly ConcurrentQueue<string> _commands = [], _messages = [];
    private static readonly X509Certificate2 Certificate = SelfSigned();
    private readonly SmtpScript _script;

    public SmtpServer(SmtpScript script)
    {
        _script = script;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The first word of each command.</summary>
    public string[] Verbs => [.. _commands.Select(c => c.Split(' ')[0].ToUpperInvariant())];

    public string[] Commands => [.. _commands];

    /// <summary>Each message as sent, after dot unstuffing.</summary>
    public string[] Messages => [.. _messages];

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            try
            {
                await ServeAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
            {
                // The client disconnected. What it sent before is kept.
            }
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        if (_script.Stalls)
        {
            await Task.Delay(Timeout.Infinite, _closing.Token);
        }

        stream = _script.IsTlsFromTheStart ? await SecureAsync(stream) : stream;
        var reader = new StreamReader(stream, Encoding.Latin1);
        var (next, hasGreeted) = (await ReplyAsync(stream, _script.Greeting), false);
        while (next && await reader.ReadLineAsync(_closing.Token) is { } command)
        {
            // A client of another test may still connect to the previous server of this port.
            hasGreeted |= command.StartsWith("EHLO ", StringComparison.OrdinalIgnoreCase);
            if (!hasGreeted)
            {
                return;
            }

            _commands.Enqueue(command);
            switch (command.Split(' ')[0].ToUpperInvariant())
            {
                case "STARTTLS":
                    await ReplyAsync(stream, "220 go ahead");
                    stream = await SecureAsync(stream);
                    reader = new StreamReader(stream, Encoding.Latin1);
                    break;
                case "DATA":
                    await ReplyAsync(stream, "354 go on");
                    _messages.Enqueue(await ReadMessageAsync(reader));
                    next = await ReplyAsync(stream, _script.OnMessage);
                    break;
                default:
                    next = await ReplyAsync(stream, AnswerTo(command));
                    break;
            }
        }
    }

    private string? AnswerTo(string command) => command.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => string.Join("\r\n", _script.Offers.Select(o => $"250-{o}").Append("250 8BITMIME")),
        "AUTH" => _script.OnAuth,
        "MAIL" => _script.OnSender,
        "RCPT" => _script.OnRecipient,
        "QUIT" => _script.OnQuit,
        _ => "250 ok",
    };

    private static async Task<SslStream> SecureAsync(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(Certificate);
        return secured;
    }

    private async Task<bool> ReplyAsync(Stream stream, string? answer)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer is null ? "" : $"{answer}\r\n"), _closing.Token);
        return answer is not null;
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
        {
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return message.ToString();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
