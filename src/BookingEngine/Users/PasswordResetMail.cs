using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;

namespace BookingEngine.Users;

/// <summary>The mail with the link to choose a new password.</summary>
public sealed class PasswordResetMail(
    AggregateLoader loader, LinkTokens tokens, PublicLinks links, RecipientBook recipients, TimeProvider time) : IMailTemplate
{
    public bool Answers(IDomainEvent domainEvent) => domainEvent is PasswordResetRequested;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var requested = (PasswordResetRequested)recorded.Event;
        var id = new UserId(Guid.Parse(recorded.Stream.Id));
        var token = tokens.Make(LinkPurpose.ResetPassword, id, requested.RequestId);
        var user = (await loader.RefreshAsync<User>(recorded.Stream, cancellation)).State;
        var isMoot = user.Reset?.RequestId != requested.RequestId || time.Now() >= requested.ExpiresAt || LinkTokens.Hash(token) != requested.TokenHash;
        if (isMoot || await recipients.FindAsync(id, cancellation) is not { } to)
        {
            return null;
        }

        var link = links.ResetPassword(token);
        var greeting = $"Hello {to.Name},";
        const string Sentence = "we were asked to reset the password of your account. Choose a new one with this link within the next hour:";
        const string Closing = "If it was not you who asked, you need do nothing: your password stays as it is.";
        return new Mail(
            links.MessageId($"{recorded.Stream}/{recorded.Version}"), to.Address, to.Name, "Reset your password",
            MailLayout.Text(greeting, Sentence, link, Closing), MailLayout.Html(greeting, Sentence, "Choose a new password", link, Closing));
    }
}

/// <summary>Whom to write to, opened for the moment of writing.</summary>
public sealed class RecipientBook(GetProfileHandler profiles)
{
    public async Task<(string Address, string Name)?> FindAsync(UserId user, CancellationToken cancellation) =>
        await profiles.HandleAsync(user, cancellation) is { } profile ? (profile.Email, profile.FullName) : null;
}
