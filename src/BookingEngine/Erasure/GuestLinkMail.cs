using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Erasure;

/// <summary>The mail to a guest with a link about everything that is stored about the guest.</summary>
public sealed class GuestLinkMail(
    GuestLinkKind kind, GuestLinkRecipients recipients, LinkTokens tokens, PublicLinks links, MailWriter writer, TimeProvider time) : IMailTemplate
{
    public MailKind Kind => kind is GuestLinkKind.Erase ? MailKinds.Erasure : MailKinds.Export;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => kind is GuestLinkKind.Erase ? domainEvent is GuestErasureRequested : domainEvent is GuestExportRequested;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var (requested, person) = ((IGuestLinkRequested)recorded.Event, new UserId(Guid.Parse(recorded.Stream.Id)));
        if (time.Now() >= requested.ExpiresAt || await recipients.FindAsync(requested, person, delivery, cancellation) is not { } recipient)
        {
            return ComposedMail.Unneeded;
        }

        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(Kind, links.MessageId(delivery.Id), recipient, voice =>
            [
                new("action_url", AddressOf(voice.Links, person, requested.RequestId).AbsoluteUri), new("email", null),
            ]),
            cancellation));
    }

    private Uri AddressOf(PublicLinks shown, UserId person, Guid request) => kind is GuestLinkKind.Erase
        ? shown.EraseData(tokens.Create(LinkPurpose.EraseGuest, person, request))
        : shown.ExportData(tokens.Create(LinkPurpose.ExportGuest, person, request));
}
