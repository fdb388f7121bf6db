namespace BookingEngine.Notifications;

/// <summary>One mail to one person.</summary>
/// <param name="MessageId">The same at every try, so that a receiver can detect duplicates.</param>
public sealed record Mail(string MessageId, string ToAddress, string ToName, string Subject, string Text, string Html)
{
    /// <summary>The sender's name; null for none.</summary>
    public string? FromName { get; init; }

    /// <summary>Where answers go; null for the sender's address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>A language tag.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The Message-ID of the first mail of the same matter, so that mail programs show them together; null for none.</summary>
    public string? References { get; init; }

    /// <summary>The entry for the recipient's calendar; null for none.</summary>
    public MailEntry? Entry { get; init; }

    /// <summary>Where the recipient stops such mails with one click (RFC 8058); null for mails that cannot be stopped.</summary>
    public Uri? StopUrl { get; init; }
}

/// <param name="Method">As in <paramref name="Content"/>, such as <c>REQUEST</c>.</param>
/// <param name="Content">A file in iCalendar.</param>
public sealed record MailEntry(string Method, string Content);

/// <summary>The address that mails come from.</summary>
public sealed record MailSender(string Address);

public enum SendResult
{
    Sent,

    /// <summary>A temporary failure: the server is down or busy, or our settings are wrong. The server does not have the mail.</summary>
    TryLater,

    /// <summary>The server refused this mail, and will refuse it again.</summary>
    Refused,

    /// <summary>The connection broke while the mail was sent, so the server may have it.</summary>
    Unknown,
}

/// <summary>Sends mails through a mail server or a substitute.</summary>
public interface IMailSender
{
    Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation);
}
