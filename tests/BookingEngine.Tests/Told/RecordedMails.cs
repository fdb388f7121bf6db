using BookingEngine.Notifications;

namespace BookingEngine.Tests.Told;

/// <summary>A mail server that takes every mail and keeps it.</summary>
public sealed class RecordedMails : IMailSender
{
    private readonly List<Mail> _mails = [];

    public IReadOnlyList<Mail> Mails => _mails;

    public Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation)
    {
        _mails.Add(mail);
        return Task.FromResult(SendResult.Sent);
    }
}
