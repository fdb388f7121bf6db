using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Users.Passwords;

/// <summary>The mail with a link to choose a new password.</summary>
public sealed class PasswordResetMail(AggregateLoader loader, LinkTokens tokens, AccountMails mails, TimeProvider time) : IMailTemplate
{
    public MailKind Kind => MailKinds.Recovery;

    public string Handler => AccountMails.FirstHandler;

    public bool IsOnlyMail => true;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is PasswordResetRequested;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var requested = (PasswordResetRequested)recorded.Event;
        var token = tokens.Find(LinkPurpose.ResetPassword, new UserId(Guid.Parse(recorded.Stream.Id)), requested.RequestId, requested.TokenHash);
        var user = (await loader.RefreshAsync<User>(recorded.Stream, cancellation)).State;
        return token is null || user.Reset?.RequestId != requested.RequestId || time.Now() >= requested.ExpiresAt
            ? ComposedMail.Unneeded
            : await mails.WriteAsync(Kind, delivery, new() { Link = links => links.ResetPassword(token) }, cancellation);
    }
}
