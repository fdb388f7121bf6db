namespace BookingEngine.Notifications;

/// <summary>One mail to one person.</summary>
/// <param name="MessageId">The same at every try, so that a receiver sees a second copy for what it is.</param>
public sealed record Mail(string MessageId, string ToAddress, string ToName, string Subject, string Text, string Html);

public enum SendResult
{
    Sent,

    /// <summary>Not now: the server is down, busy, or misconfigured on our side.</summary>
    TryLater,

    /// <summary>The server refused this mail and will refuse it again.</summary>
    Refused,
}

/// <summary>Hands mails to a mail server, or whatever stands in for one.</summary>
public interface IMailSender
{
    Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation);
}
