using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;

namespace BookingEngine.Users;

/// <summary>The mail with the link that shows an address to be one's own.</summary>
public sealed class VerificationMail(
    AggregateLoader loader, LinkTokens tokens, PublicLinks links, RecipientBook recipients, TimeProvider time) : IMailTemplate
{
    public bool Answers(IDomainEvent domainEvent) => domainEvent is EmailVerificationRequested;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var requested = (EmailVerificationRequested)recorded.Event;
        var id = new UserId(Guid.Parse(recorded.Stream.Id));
        var user = (await loader.RefreshAsync<User>(recorded.Stream, cancellation)).State;
        if (user.Verification != requested || time.Now() >= requested.ExpiresAt
            || await recipients.FindAsync(id, cancellation) is not { } to)
        {
            return null;
        }

        var link = links.VerifyEmail(tokens.Make(LinkPurpose.VerifyEmail, id, requested.RequestId));
        var greeting = $"Hello {to.Name},";
        const string Sentence = "an account was made with this mail address. Confirm within a day that the address is yours:";
        const string Closing = "If it was not you, you need do nothing: the account cannot be used.";
        return new Mail(
            links.MessageId($"{recorded.Stream}/{recorded.Version}"), to.Address, to.Name, "Confirm your mail address",
            MailLayout.Text(greeting, Sentence, link, Closing), MailLayout.Html(greeting, Sentence, "Confirm the address", link, Closing));
    }
}
