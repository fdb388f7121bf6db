using System.Text;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Email;
using BookingEngine.Notifications;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace BookingEngine.Tests.Notifications;

/// <summary>A mail has fixed headers and one recipient, whatever the name and address contain.</summary>
public sealed class MailHeaderTests
{
    private static readonly string[] Headers =
        ["Auto-Submitted", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To", "X-Auto-Response-Suppress"];

    public static TheoryData<string> Names { get; } =
    [
        "Ada", "", "\"Ada\" \\ Lovelace", "Ada, Countess; of: Lovelace", "Ada <eve@example.com>", "Ада Лавлейс 😀", "Ada\r\nBcc: eve@example.com",
        "Ada\nBcc: eve@example.com", "Ada\rBcc: eve@example.com", "Ada\r\n\r\n<script>", "Ада\r\nBcc: eve@example.com", "=?utf-8?q?Ada=0D=0ABcc:_eve@example.com?=",
        new string('x', 200), "Ada\t\v\f\u2028Bcc: eve@example.com", "\r\n.\r\nMAIL FROM:<eve@example.com>",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_never_becomes_a_header(string name)
    {
        using var server = new SmtpServer(new SmtpScript());

        var mail = await SendAsync(server, "ada@example.com", name);

        Assert.Equal(Headers, mail.Headers.Select(h => h.Field).Order(StringComparer.Ordinal));
        Assert.Equal(["ada@example.com"], mail.GetRecipients().Select(m => m.GetAddress(idnEncode: true)));
        Assert.Equal(["RCPT TO:<ada@example.com>"], server.Commands.Where(c => c.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"a b\"@example.com")]
    [InlineData("\"a@b\"@example.com")]
    [InlineData("o'brien+tag@example.com")]
    [InlineData("ada@xn--bcher-kva.example")]
    public async Task An_odd_address_stays_one_recipient(string address)
    {
        using var server = new SmtpServer(new SmtpScript());

        var mail = await SendAsync(server, address, "Ada");

        Assert.Equal([address], mail.GetRecipients().Select(m => m.GetAddress(idnEncode: true)));
        Assert.Equal([$"RCPT TO:<{address}>"], server.Commands.Where(c => c.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ada@example.com\r\nRCPT TO:<eve@example.com>")]
    [InlineData("ada@example.com>\r\nBcc: eve@example.com")]
    [InlineData("ada@example.com\nBcc: eve@example.com")]
    public async Task An_unchecked_address_with_line_breaks_adds_no_recipient(string address)
    {
        using var server = new SmtpServer(new SmtpScript());

        await Record.ExceptionAsync(() => SendAsync(server, address, "Ada"));

        Assert.DoesNotContain(server.Commands, c => c.StartsWith("RCPT TO:<eve", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Messages, m => m.Contains("\nBcc:", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<MimeMessage> SendAsync(SmtpServer server, string address, string name)
    {
        var settings = new SmtpSettings("127.0.0.1", server.Port, MailEncryption.None, null, null);
        var sender = new SmtpMailSender(settings, "no-reply@example.com", new FakeTimeProvider(RunningApi.Start), NullLogger<SmtpMailSender>.Instance);
        var mail = new Mail("id@booking.example.com", address, name, "Subject", "Text", "<p>Text</p>");

        Assert.Equal(SendResult.Sent, await sender.SendAsync(mail, CancellationToken.None));
        using var sent = new MemoryStream(Encoding.Latin1.GetBytes(Assert.Single(server.Messages)));
        return await MimeMessage.LoadAsync(sent);
    }
}
