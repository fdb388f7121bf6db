using System.Buffers.Binary;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Guests;

/// <summary>What the link in a mail to a guest does.</summary>
public enum GuestLinkKind
{
    /// <summary>Erases everything about the guest.</summary>
    Erase,

    /// <summary>Shows everything that is stored about the guest.</summary>
    Export,
}

/// <summary>The link that is mailed to a guest. It is good once.</summary>
public static class GuestLink
{
    public static readonly Duration Lifetime = Duration.FromMinutes(30);

    /// <summary>The request's id is a version-7 GUID, which begins with its instant in milliseconds since 1970. The token signs it, so nothing is
    /// stored to check it.</summary>
    public static Instant ExpiryOf(Guid request)
    {
        Span<byte> bytes = stackalloc byte[16];
        request.TryWriteBytes(bytes, bigEndian: true, out _);
        return Instant.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16) + Lifetime;
    }
}

/// <summary>Mails a guest a link about everything that is stored about the guest. Anyone may have the booking's manage link, but only the guest reads
/// the guest's mail.</summary>
public sealed class RequestGuestLinkHandler(CommandExecutor executor, AggregateLoader loader, AssignGuestBookings guests, GuestIdentities identities, IIds ids)
{
    public static readonly Refusal NoMailAddress = new(
        RefusalKind.Rule, "no_mail_address", "The booking has no mail address, so nobody can prove to be its guest. Ask the staff.");

    public async Task<Outcome<Booking>> HandleAsync(GuestLinkKind kind, Booking booking, CommandContext context, CancellationToken cancellation)
    {
        if (await IsOfAccountAsync(booking.UserId, cancellation))
        {
            return ManageLinks.GuestsOnly;
        }

        if (await guests.AddressOfAsync(booking, cancellation) is not { } email)
        {
            return NoMailAddress;
        }

        var person = await identities.FindProvedAsync(booking.UserId, email, cancellation);
        return await RequestAsync(kind, person, booking.Id, entry: null, context, cancellation) is { } refusal ? refusal : booking;
    }

    /// <summary>Whether the person signs in to see and erase what is stored.</summary>
    internal async Task<bool> IsOfAccountAsync(UserId person, CancellationToken cancellation) =>
        (await loader.RefreshAsync<User>(person.Stream, cancellation)).State.Status is UserStatus.Registered;

    /// <param name="person">The guest whose mail address it is. Nothing is sent to one who is erased.</param>
    internal async Task<Refusal?> RequestAsync(
        GuestLinkKind kind, UserId person, BookingId booking, EntryId? entry, CommandContext context, CancellationToken cancellation)
    {
        var (request, expires) = (ids.Next(), context.Now + GuestLink.Lifetime);
        IDomainEvent requested = kind is GuestLinkKind.Erase
            ? new GuestErasureRequested(request, booking, expires) { EntryId = entry }
            : new GuestExportRequested(request, booking, expires) { EntryId = entry };
        return (await executor.ExecuteAsync<User>(
            person.Stream, context, current => current.Status is UserStatus.Unknown ? Decision.Of(requested) : Decision.Nothing, cancellation)).Refusal;
    }
}
