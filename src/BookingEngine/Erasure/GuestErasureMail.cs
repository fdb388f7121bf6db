using System.Buffers.Binary;
using BookingEngine.Bookings;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users;
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
    BookingFinder finder, AssignGuestBookings guests, LinkTokens tokens, PublicLinks links, TimeProvider time) : IMailTemplate
{
    private const string Subject = "Erase your data";
    private const string Greeting = "Hello,";
    private const string Sentence =
        "we were asked to erase what we store about you: your name, your address, your telephone number and what you wrote. Appointments ahead may be "
        + "cancelled. This cannot be undone. If you want it, follow this link within a day:";

    private const string Button = "Erase my data";
    private const string Closing = "If it was not you who asked, you need do nothing: everything stays as it is.";

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is GuestErasureRequested;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var requested = (GuestErasureRequested)recorded.Event;
        if (time.Now() >= requested.ExpiresAt || await finder.FindAsync(requested.BookingId, cancellation) is not { } booking
            || booking.UserId != new UserId(Guid.Parse(recorded.Stream.Id)) || await guests.AddressOfAsync(booking, cancellation) is not { } email)
        {
            return null;
        }

        var link = links.EraseData(tokens.Create(LinkPurpose.EraseGuest, booking.UserId, requested.RequestId));
        return new Mail(
            links.MessageId($"{recorded.Stream}/{recorded.Version}"), email.Value, "", Subject, MailLayout.Text(Greeting, Sentence, link, Closing),
            MailLayout.Html(Greeting, Sentence, Button, link, Closing));
    }
}
