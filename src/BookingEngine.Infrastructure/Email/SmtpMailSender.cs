using System.Net.Sockets;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Notifications;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace BookingEngine.Infrastructure.Email;

/// <summary>Sends mail by SMTP. It verifies certificates. If STARTTLS is configured and the server does not offer it, nothing is sent.</summary>
public sealed class SmtpMailSender(SmtpSettings settings, string fromAddress, TimeProvider time, ILogger<SmtpMailSender> logger) : IMailSender
{
    private static readonly FormatOptions Format = CreateFormat();

    /// <summary>The timeout of one answer of the server. The whole mail may take twice as long.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public async Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(2 * Timeout);
        var content = new ContentProgress();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, SecurityOf(settings.Encryption), limit.Token);
            if (settings.User is { } user)
            {
                await client.AuthenticateAsync(user, settings.Password!, limit.Token);
            }

            await client.SendAsync(Format, MimeMails.Of(mail, MailboxAddress.Parse(fromAddress), time.GetUtcNow()), limit.Token, content);
        }
        catch (SmtpCommandException e) when (IsPermanent(e))
        {
            logger.ServerRefused((int)e.StatusCode);
            return SendResult.Refused;
        }
        catch (Exception e) when (IsTransient(e) && !cancellation.IsCancellationRequested)
        {
            logger.ServerUnreachable(settings.Host, settings.Port, e.GetType().Name);
            return content.HasBegun && e is not SmtpCommandException ? SendResult.Unknown : SendResult.TryLater;
        }

        await DisconnectAsync(client);
        return SendResult.Sent;
    }

    // Permanent only if the server rejects this mail itself (RFC 5321, 4.2.1). A rejected sender or sign-in is a configuration error: an operator
    // can fix it, and a later try succeeds.
    private static bool IsPermanent(SmtpCommandException e) => (int)e.StatusCode is >= 500 and < 600
        && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
        && e.StatusCode is not (SmtpStatusCode.AuthenticationRequired or SmtpStatusCode.AuthenticationMechanismTooWeak);

    private static bool IsTransient(Exception e) => e
        is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or AuthenticationException or SslHandshakeException or SocketException or IOException or TimeoutException
        or OperationCanceledException or NotSupportedException;

    // The server has accepted the mail, so a failure to disconnect does not matter.
    private async Task DisconnectAsync(SmtpClient client)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (IsTransient(e))
        {
            logger.ServerUnreachable(settings.Host, settings.Port, e.GetType().Name);
        }
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.International = false; // MailKit enables it if the server offers SMTPUTF8 and the address needs it
        return format;
    }

    private static SecureSocketOptions SecurityOf(MailEncryption encryption) => encryption switch
    {
        MailEncryption.Tls => SecureSocketOptions.SslOnConnect,
        MailEncryption.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>Whether some of the mail itself was sent. Until then the server cannot have it.</summary>
    private sealed class ContentProgress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
