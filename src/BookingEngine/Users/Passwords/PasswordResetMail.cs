using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Users.Passwords;

/// <summary>The mail with a link to choose a new password.</summary>
public sealed class PasswordResetMail(
    AggregateLoader loader, LinkTokens tokens, PublicLinks links, AccountMails mails, TimeProvider time) : IMailTemplate
{
    private static readonly AccountMailText MailText = new(
        "Reset your password",
        "we were asked to reset the password of your account. Choose a new one with this link within the next hour:",
        "Choose a new password",
        "If it was not you who asked, you need do nothing: your password stays as it is.");

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is PasswordResetRequested;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var requested = (PasswordResetRequested)recorded.Event;
        var token = tokens.Find(LinkPurpose.ResetPassword, new UserId(Guid.Parse(recorded.Stream.Id)), requested.RequestId, requested.TokenHash);
        var user = (await loader.RefreshAsync<User>(recorded.Stream, cancellation)).State;
        return token is null || user.Reset?.RequestId != requested.RequestId || time.Now() >= requested.ExpiresAt
            ? null
            : await mails.WriteAsync(recorded, MailText, links.ResetPassword(token), cancellation);
    }
}
