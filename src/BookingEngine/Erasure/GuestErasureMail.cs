using System.Buffers.Binary;
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
using NodaTime;

namespace BookingEngine.Erasure;

/// <summary>The link with which a guest erases everything about the guest.</summary>
internal static class GuestErasureLink
{
    public static readonly Duration Lifetime = Duration.FromHours(24);

    /// <summary>The request's id is a version-7 GUID, which begins with its instant in milliseconds since 1970. The token signs it, so nothing is
    /// stored to check it.</summary>
    public static Instant ExpiryOf(Guid request)
    {
        Span<byte> bytes = stackalloc byte[16];
        request.TryWriteBytes(bytes, bigEndian: true, out _);
        return Instant.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16) + Lifetime;
    }
}

/// <summary>The mail with that link.</summary>
public sealed class GuestErasureMail(
    BookingFinder finder, BookingContacts contacts, GuestIdentities guests, LinkTokens tokens, PublicLinks links, MailWriter writer, TimeProvider time) : IMailTemplate
{
    public MailKind Kind => MailKinds.Erasure;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is GuestErasureRequested;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    /// <summary>Anyone who has the manage link can ask for it, so it has no text of the guest's.</summary>
    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var requested = (GuestErasureRequested)recorded.Event;
        if (time.Now() >= requested.ExpiresAt || await finder.FindAsync(requested.BookingId, cancellation) is not { } booking
            || new UserId(Guid.Parse(recorded.Stream.Id)) is var person && booking.UserId != person && booking.UserId != await guests.UnprovedOfAsync(person, cancellation)
            || await contacts.FindCustomerAsync(booking, cancellation) is not { IsGuest: true, Address: { } address, Locale: var locale })
        {
            return ComposedMail.Unneeded;
        }

        var token = tokens.Create(LinkPurpose.EraseGuest, person, requested.RequestId);
        var recipient = new MailRecipient(address, "", locale is null ? [] : [locale]);
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(Kind, links.MessageId(delivery.Id), recipient, voice =>
            [
                new("action_url", voice.Links.EraseData(token).AbsoluteUri), new("email", null),
            ]),
            cancellation));
    }
}
