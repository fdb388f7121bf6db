using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Users.Verification;

/// <summary>The mail with a link to verify the address.</summary>
public sealed class VerificationMail(
    AggregateLoader loader, LinkTokens tokens, PublicLinks links, AccountMails mails, TimeProvider time) : IMailTemplate
{
    private static readonly AccountMailText MailText = new(
        "Confirm your mail address",
        "an account was made with this mail address. Confirm within a day that the address is yours. The page asks for the account's password, or lets you "
        + "choose a new one:",
        "Confirm the address",
        "If it was not you, you need do nothing: the account cannot be used.");

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailVerificationRequested;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var requested = (EmailVerificationRequested)recorded.Event;
        var token = tokens.Create(LinkPurpose.VerifyEmail, new UserId(Guid.Parse(recorded.Stream.Id)), requested.RequestId);
        var user = (await loader.RefreshAsync<User>(recorded.Stream, cancellation)).State;
        var isObsolete = user.Verification != requested || time.Now() >= requested.ExpiresAt;
        return isObsolete ? null : await mails.WriteAsync(recorded, MailText, links.VerifyEmail(token), cancellation);
    }
}
