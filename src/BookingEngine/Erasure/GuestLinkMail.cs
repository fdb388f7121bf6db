using BookingEngine.BookingMails;
using BookingEngine.Bookings;
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
    GuestLinkKind kind, BookingFinder finder, BookingContacts contacts, GuestIdentities guests, UnprovedMails limit, LinkTokens tokens, PublicLinks links,
    MailWriter writer, TimeProvider time) : IMailTemplate
{
    public MailKind Kind => kind is GuestLinkKind.Erase ? MailKinds.Erasure : MailKinds.Export;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => kind is GuestLinkKind.Erase ? domainEvent is GuestErasureRequested : domainEvent is GuestExportRequested;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    /// <summary>Anyone who has the manage link can ask for it, so it has no text of the guest's.</summary>
    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var (request, id, expires) = recorded.Event switch
        {
            GuestErasureRequested e => (e.RequestId, e.BookingId, e.ExpiresAt),
            GuestExportRequested e => (e.RequestId, e.BookingId, e.ExpiresAt),
            var other => throw new InvalidOperationException($"{other.GetType().Name} asks for no link."),
        };
        var person = new UserId(Guid.Parse(recorded.Stream.Id));
        if (time.Now() >= expires || await finder.FindAsync(id, cancellation) is not { } booking || !await IsOfAsync(booking, person, cancellation)
            || await contacts.FindCustomerAsync(booking, cancellation) is not { IsGuest: true, Address: { } address, Locale: var locale }
            || (booking.UserId != person && !await limit.MayBeSentAsync(delivery, $"{booking.UserId}", cancellation)))
        {
            return ComposedMail.Unneeded;
        }

        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(Kind, links.MessageId(delivery.Id), new MailRecipient(address, "", locale is null ? [] : [locale]), voice =>
            [
                new("action_url", AddressOf(voice.Links, person, request).AbsoluteUri), new("email", null),
            ]),
            cancellation));
    }

    // Or of the unproved bookings of the guest's address.
    private async Task<bool> IsOfAsync(Booking booking, UserId person, CancellationToken cancellation) =>
        booking.UserId == person || booking.UserId == await guests.UnprovedOfAsync(person, cancellation);

    private Uri AddressOf(PublicLinks shown, UserId person, Guid request) => kind is GuestLinkKind.Erase
        ? shown.EraseData(tokens.Create(LinkPurpose.EraseGuest, person, request))
        : shown.ExportData(tokens.Create(LinkPurpose.ExportGuest, person, request));
}
