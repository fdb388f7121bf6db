using System.Net;
using System.Net.Sockets;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Email;
using BookingEngine.Notifications;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Notifications;

public sealed class SmtpMailSenderTests
{
    private static readonly Mail Mail = new("id@booking.example.com", "ada@example.com", "Ada", "Subject", "Text\r\n.\r\n..end", "<p>Text</p>");
    private static readonly string[] Whole = ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"];

    public static TheoryData<SmtpScript, SendResult, string[]> Scripts { get; } = new()
    {
        { new SmtpScript(), SendResult.Sent, Whole },
        { new SmtpScript { OnQuit = null }, SendResult.Sent, Whole },
        { new SmtpScript { OnQuit = "500 what?" }, SendResult.Sent, Whole },
        { new SmtpScript { Greeting = "421 too busy" }, SendResult.TryLater, [] },
        { new SmtpScript { Greeting = "554 go away" }, SendResult.TryLater, [] },
        { new SmtpScript { Greeting = "garbage" }, SendResult.TryLater, [] },
        { new SmtpScript { Greeting = null }, SendResult.TryLater, [] },
        { new SmtpScript { OnSender = "421 shutting down" }, SendResult.TryLater, Whole[..2] },
        { new SmtpScript { OnSender = "550 not you" }, SendResult.TryLater, Whole[..2] },
        { new SmtpScript { OnSender = "530 sign in first" }, SendResult.TryLater, Whole[..2] },
        { new SmtpScript { OnRecipient = "451 greylisted" }, SendResult.TryLater, Whole[..3] },
        { new SmtpScript { OnRecipient = "452 mailbox full" }, SendResult.TryLater, Whole[..3] },
        { new SmtpScript { OnRecipient = "550 no such mailbox" }, SendResult.Refused, Whole[..3] },
        { new SmtpScript { OnMessage = "451 try later" }, SendResult.TryLater, Whole[..4] },
        { new SmtpScript { OnMessage = "554 looks like spam" }, SendResult.Refused, Whole[..4] },
        { new SmtpScript { OnMessage = null }, SendResult.Unknown, Whole[..4] },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_servers_reply_decides_the_result(SmtpScript script, SendResult expected, string[] verbs)
    {
        using var server = new SmtpServer(script);

        Assert.Equal(expected, await SendAsync(server.Port, MailEncryption.None));

        var sent = server.Verbs;
        Assert.Equal(verbs, sent[..Math.Min(verbs.Length, sent.Length)]);
        Assert.All(sent[verbs.Length..], verb => Assert.Contains(verb, new[] { "QUIT", "RSET" }));
    }

    [Fact]
    public async Task An_unreachable_server_is_retried_later()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        Assert.Equal(SendResult.TryLater, await SendAsync(port, MailEncryption.None));
    }

    [Fact]
    public async Task A_stalled_server_is_left_when_the_caller_cancels()
    {
        using var server = new SmtpServer(new SmtpScript { Stalls = true });
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(server.Port, MailEncryption.None, cancellation: cancelling.Token));
    }

    [Fact]
    public async Task A_stalled_server_is_retried_later()
    {
        using var server = new SmtpServer(new SmtpScript { Stalls = true });
        var sender = new SmtpMailSender(
            new SmtpSettings("127.0.0.1", server.Port, MailEncryption.None, null, null), "no-reply@example.com",
            new FakeTimeProvider(RunningApi.Start), NullLogger<SmtpMailSender>.Instance)
        {
            Timeout = TimeSpan.FromMilliseconds(200),
        };

        Assert.Equal(SendResult.TryLater, await sender.SendAsync(Mail, CancellationToken.None));
    }

    [Theory]
    [InlineData(MailEncryption.StartTls, false, new[] { "EHLO", "STARTTLS" })]
    [InlineData(MailEncryption.Tls, true, new string[0])]
    public async Task Nothing_is_sent_to_an_untrusted_certificate(MailEncryption security, bool isTlsFromTheStart, string[] verbs)
    {
        using var server = new SmtpServer(new SmtpScript { IsTlsFromTheStart = isTlsFromTheStart, Offers = ["STARTTLS", "AUTH PLAIN LOGIN"] });

        Assert.Equal(SendResult.TryLater, await SendAsync(server.Port, security, "user", "hush"));

        Assert.Equal(verbs, server.Verbs);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Nothing_is_sent_when_required_tls_is_not_offered()
    {
        using var server = new SmtpServer(new SmtpScript { Offers = ["AUTH PLAIN LOGIN"] });

        Assert.Equal(SendResult.TryLater, await SendAsync(server.Port, MailEncryption.StartTls, "user", "hush"));

        Assert.Equal(["EHLO"], server.Verbs.Except(["QUIT"]));
        Assert.DoesNotContain(server.Commands, c => c.Contains("hush", StringComparison.Ordinal) || c.Contains("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH PLAIN", "235 welcome", SendResult.Sent)]
    [InlineData("AUTH LOGIN PLAIN", "535 wrong", SendResult.TryLater)]
    [InlineData("AUTH PLAIN", "454 later", SendResult.TryLater)]
    [InlineData("SIZE 1000000", "235 welcome", SendResult.TryLater)]
    public async Task A_failed_sign_in_is_a_configuration_error_and_retried_later(string offer, string onAuth, SendResult expected)
    {
        using var server = new SmtpServer(new SmtpScript { Offers = [offer], OnAuth = onAuth });

        Assert.Equal(expected, await SendAsync(server.Port, MailEncryption.None, "user", "hush"));

        Assert.Equal(expected is SendResult.Sent ? 1 : 0, server.Messages.Length);
    }

    private static Task<SendResult> SendAsync(
        int port, MailEncryption security, string? user = null, string? password = null, CancellationToken cancellation = default) =>
        new SmtpMailSender(
            new SmtpSettings("127.0.0.1", port, security, user, password), "no-reply@example.com", new FakeTimeProvider(RunningApi.Start),
            NullLogger<SmtpMailSender>.Instance).SendAsync(Mail, cancellation);
}
