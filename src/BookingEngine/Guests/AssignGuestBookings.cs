using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Guests;

/// <summary>Assigns a guest's bookings to the account that has verified the guest's mail address.</summary>
public sealed class AssignGuestBookings(
    BookingCommands commands, BookingReasons reasons, GuestIdentities guests, BookingTexts texts, IReadModelStore models, IIds ids, TimeProvider time)
{
    private const int PageSize = 100;

    public async Task AssignAsync(UserId user, EmailAddress email, string correlation, CancellationToken cancellation)
    {
        foreach (var guest in await guests.DeriveAllAsync(email, cancellation))
        {
            await AssignAsync(user, guest, correlation, cancellation);
        }
    }

    private async Task AssignAsync(UserId user, UserId guest, string correlation, CancellationToken cancellation)
    {
        var list = ReadModelList.OfPartition(BookingsProjection.ModelName, BookingsProjection.PartitionOf(guest));
        string? after = null;
        while (await models.ListAsync(list, new ListRange(after, null, PageSize), cancellation) is { Count: > 0 } page)
        {
            foreach (var booking in page.Select(BookingsProjection.Read))
            {
                await AssignAsync(booking, user, correlation, cancellation);
            }

            after = page[^1].SortKey;
        }
    }

    /// <summary>Does nothing if the booking is the user's already, or ended so long ago that its calendar has dropped it.</summary>
    public async Task AssignAsync(Booking booking, UserId user, string correlation, CancellationToken cancellation)
    {
        var (details, reason) = (
            await texts.EncryptAsync(user, booking.Id, await DecryptAsync(booking, cancellation)),
            await texts.EncryptAsync(user, booking.Id, await reasons.DecryptAsync(booking, cancellation)));
        var context = new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, correlation);
        await commands.DecideAsync(
            booking.Id, new Actor(user, Role.Admin), context,
            (known, _, _) => known.State.UserId == user
                ? Decision.Nothing
                : Decision.Of(new BookingHandedOver(known.Id, known.State.Arrival, user, details) { Reason = reason }),
            noOp: null, cancellation);
    }

    /// <summary>The guest's mail address; null if the guest gave none.</summary>
    public async Task<EmailAddress?> AddressOfAsync(Booking booking, CancellationToken cancellation)
    {
        if (await DecryptAsync(booking, cancellation) is not { } text)
        {
            return null;
        }

        using var details = JsonDocument.Parse(text);
        return details.RootElement.TryGetProperty(Guest.Member, out var guest) && guest.GetProperty("email").GetString() is { } email
            ? EmailAddress.TryParseKnown(email)
            : null;
    }

    private Task<string?> DecryptAsync(Booking booking, CancellationToken cancellation) =>
        texts.DecryptAsync(booking.UserId, booking.Id, booking.Details, cancellation);
}

/// <summary>Assigns the bookings of a guest when an account verifies the guest's address, or changes to it.</summary>
public sealed class AssignOnVerification(AssignGuestBookings bookings, AddressLookup addresses) : IEventHandler
{
    public string Name => "guests-handed-over";

    public string Category => User.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (await addresses.FindVerifiedAsync(recorded, cancellation) is (var user, var email))
        {
            await bookings.AssignAsync(user, email, recorded.Metadata.CorrelationId, cancellation);
        }
    }
}

/// <summary>Assigns a new booking at once if the guest's address was verified before or during the booking.</summary>
public sealed class AssignNewGuestBookings(AssignGuestBookings bookings, BookingFinder finder, GuestIdentities guests) : IEventHandler
{
    public string Name => "guest-bookings-handed-over";

    public string Category => Calendar.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is BookingMade { IsGuest: true, IsUnproved: false } e
            && await finder.FindAsync(e.BookingId, cancellation) is { } booking
            && await bookings.AddressOfAsync(booking, cancellation) is { } email
            && await guests.FindVerifiedAsync(email, cancellation) is { } user)
        {
            await bookings.AssignAsync(booking, user, recorded.Metadata.CorrelationId, cancellation);
        }
    }
}
