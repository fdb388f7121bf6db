namespace BookingEngine.Notifications;

/// <summary>One mail to one person.</summary>
/// <param name="MessageId">The same at every try, so that a receiver can detect duplicates.</param>
public sealed record Mail(string MessageId, string ToAddress, string ToName, string Subject, string Text, string Html);

public enum SendResult
{
    Sent,

    /// <summary>A temporary failure: the server is down or busy, or our settings are wrong.</summary>
    TryLater,

    /// <summary>The server refused this mail, and will refuse it again.</summary>
    Refused,
}

/// <summary>Sends mails through a mail server or a substitute.</summary>
public interface IMailSender
{
    Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation);
}
