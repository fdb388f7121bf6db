using System.Net.Sockets;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Notifications;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace BookingEngine.Infrastructure.Email;

/// <summary>Sends by SMTP. Certificates are verified; where STARTTLS is asked for and not offered, nothing is sent.</summary>
public sealed class SmtpMailSender(SmtpSettings settings, string fromAddress, TimeProvider time, ILogger<SmtpMailSender> logger) : IMailSender
{
    private static readonly FormatOptions Format = CreateFormat();

    /// <summary>How long the server may take for one answer; twice that for the whole mail.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public async Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(2 * Timeout);
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, limit.Token);
            if (settings.User is { } user)
            {
                await client.AuthenticateAsync(user, settings.Password!, limit.Token);
            }

            await client.SendAsync(Format, MimeMails.Of(mail, MailboxAddress.Parse(fromAddress), time.GetUtcNow()), limit.Token);
        }
        catch (SmtpCommandException e) when (IsFinal(e))
        {
            logger.ServerRefused((int)e.StatusCode);
            return SendResult.Refused;
        }
        catch (Exception e) when (IsPassing(e) && !cancellation.IsCancellationRequested)
        {
            logger.ServerUnreachable(settings.Host, settings.Port, e.GetType().Name);
            return SendResult.TryLater;
        }

        await LeaveAsync(client);
        return SendResult.Sent;
    }

    // Only a refusal of this mail itself (RFC 5321, 4.2.1): a refused sender or sign-in is our own mistake and can be mended.
    private static bool IsFinal(SmtpCommandException e) => (int)e.StatusCode is >= 500 and < 600
        && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
        && e.StatusCode is not (SmtpStatusCode.AuthenticationRequired or SmtpStatusCode.AuthenticationMechanismTooWeak);

    private static bool IsPassing(Exception e) => e
        is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or AuthenticationException or SslHandshakeException or SocketException or IOException or TimeoutException
        or OperationCanceledException or NotSupportedException;

    // The server has taken the mail; how it takes its leave changes nothing.
    private async Task LeaveAsync(SmtpClient client)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (IsPassing(e))
        {
            logger.ServerUnreachable(settings.Host, settings.Port, e.GetType().Name);
        }
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.International = false; // MailKit turns it on by itself where the server offers SMTPUTF8 and the address needs it
        return format;
    }
}
