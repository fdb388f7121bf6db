using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Privacy;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <summary>Turns a hold into a booking. While the hold is valid, no notice and no change of hours can take its time. Only the resource's
/// retirement can.</summary>
public sealed class BookHoldHandler(
    CommandExecutor executor, AggregateLoader loader, CatalogueCache catalogue, BookingLimitEnforcer limits, GuestIdentities guests, BookingAccess access,
    PersonalData personal, BookingTexts texts, ClaimAlignment claims, HoldSeveral several, DecisionTries tries)
{
    /// <summary>The service of a hold. Null if the hold is gone, or is not the owner's.</summary>
    public async Task<Service?> ServiceOfAsync(UserId owner, HoldId id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } hold && hold.State.UserId == owner ? await catalogue.ServiceAsync(hold.ServiceId, cancellation) : null;

    /// <summary>A hold of the owner that is valid now; null if there is none.</summary>
    public async Task<Hold?> FindHoldAsync(UserId owner, HoldId id, Instant now, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { Expires: { } expires } hold && hold.State.UserId == owner && now < expires
            ? new Hold(id, hold.ServiceId, TimeOf(hold), hold.Quantity, expires) { Resources = hold.State.Shared?.Resources, Segments = hold.State.Shared?.Segments }
            : null;

    public async Task<Outcome<Booking>> HandleAsync(BookHold command, CommandContext context, CancellationToken cancellation)
    {
        var hold = command.Service is null ? null : await FindAsync(command.Id, cancellation);
        var first = hold?.State.Shared?.Resources is [var one, ..] ? one.ResourceId : command.Id.ResourceId;
        if (command.For is { By: var by } && !await access.CanManageAsync(by, [first], cancellation))
        {
            return BookingRefusals.GuestForbidden;
        }

        if (hold is not { State.Shared: not null })
        {
            return await BookAsync(command, hold, context, cancellation);
        }

        var (made, open) = await tries.FindAsync<BookingMade>(context, cancellation);
        return made is [var earlier, ..] ? Booking.Of(earlier) : open is [var step, ..] ? await BookAsync(command, hold, step, cancellation) : BookingRefusals.Changed;
    }

    private async Task<Outcome<Booking>> BookAsync(BookHold command, OccupiedSlot? hold, CommandContext context, CancellationToken cancellation)
    {
        var customer = command switch
        {
            { Visitor: { HasProvedAddress: false, Guest.Email: { } address } } => await guests.DeriveUnprovedAsync(address, cancellation),
            { Waiting: null, GuestToBookFor: { } guest } => await guests.FindOrDeriveAsync(guest, context, cancellation),
            _ => command.UserId,
        };
        var booking = new HoldBooking(
            command, new BookingId(command.Id.Value), customer, command.Service is { Approval: true }, Details: null);
        var subject = SubjectOf(booking, hold, context);
        var outcome = subject is not null
            ? await limits.WithinAsync(subject, context, step => RecordAsync(booking, hold, step, cancellation), cancellation)
            : await RecordAsync(booking, hold, context, cancellation);

        if (outcome.Refusal is null && (subject is { IsOfCustomer: false, IsOwnHold: true } || command.Visitor is not null))
        {
            await claims.ReleaseCustomerAsync(command.UserId, booking.Id, context);
        }

        // A retry gets the first attempt's booking, even if a limit would refuse it now.
        return outcome.Refusal is not null && await FindEarlierAsync(context, cancellation) is { } earlier ? Booking.Of(earlier) : outcome;
    }

    // A decision over several calendars may have been withdrawn, and another one made later.
    private async Task<RecordedEvent?> FindEarlierAsync(CommandContext context, CancellationToken cancellation) =>
        await executor.FindEarlierAsync(context, cancellation) is not [var earlier] ? null
            : earlier.Event is BookingMade ? earlier
            : (await tries.FindAsync<BookingMade>(context, cancellation)).Made.FirstOrDefault();

    public static Decision Book(Calendar calendar, HoldBooking booking, Instant now) =>
        (calendar.FindHold(booking.Command.Id.Value), calendar.Resource.Value) switch
        {
            (_, null) => BookingRefusals.UnknownHold,
            (null, _) => BookingRefusals.HoldExpired,
            var (hold, _) when hold.State.UserId != booking.Command.UserId => BookingRefusals.UnknownHold,
            var (hold, _) when now >= hold.Expires => BookingRefusals.HoldExpired,
            (_, { Active: false }) => SlotRefusals.ResourceInactive,
            var (hold, _) when hold.Start <= now => SlotRefusals.InThePast,
            _ when booking.Command.Service is { } service && service.Version < calendar.RequiredVersionOf(service.Id) => BookingRefusals.ServiceChanging,
            var (hold, _) when !booking.Command.Matches(hold) => BookingRefusals.HoldMismatch,
            var (hold, _) => Decision.Of(booking.Make(hold)),
        };

    internal static BookedInterval TimeOf(OccupiedSlot hold) => new(
        hold.Start, hold.End, hold.Start.InZone(ZoneData.Zones[hold.State.TimeZone]).LocalDateTime, hold.State.TimeZone, ZoneData.Version);

    /// <summary>Null if the hold is gone; then the decision refuses.</summary>
    private static LimitSubject? SubjectOf(HoldBooking booking, OccupiedSlot? hold, CommandContext context) =>
        booking.Command is { Service: { } service, UserId: var owner, Id: var id } && hold is not null && hold.State.UserId == owner
                ? new LimitSubject(booking.Customer, booking.Id, service, id.ResourceId, TimeOf(hold), context.CommitId)
                {
                    Segments = hold.State.Shared?.Segments,
                    HeldUntil = hold.Expires,
                    IsOfCustomer = hold.State.Terms.IsLimited,
                    IsOwnHold = booking.Customer == owner,
                    IsOffer = hold.State.IsOffer,
                }
                : null;

    private async Task<Outcome<Booking>> RecordAsync(HoldBooking booking, OccupiedSlot? hold, CommandContext context, CancellationToken cancellation)
    {
        // A new guest gets a key only for a hold that can be booked, so that a refused booking leaves none.
        var stream = Calendar.StreamOf(booking.Command.Id.ResourceId);
        if (booking.Command.GuestToBookFor is not null && await personal.FindKeyAsync(booking.Customer.ToString(), cancellation) is null)
        {
            var probe = context with { CommitId = new CommitId(context.CommitId.Derive("probe")), Attempt = null };
            var tried = await executor.ExecuteAsync<Calendar>(
                stream, probe, calendar => Book(calendar, booking, context.Now).Refusal is { } refused ? refused : Decision.Nothing, cancellation);
            if (tried.Refusal is { } early)
            {
                return early;
            }
        }

        var text = booking.Command.GuestToBookFor is { } guest ? guest.AddTo(booking.Command.Details) : booking.Command.Details;
        booking = booking with { Details = await texts.EncryptAsync(booking.Customer, booking.Id, text) };
        if (booking.Details is null && text is not null)
        {
            return BookingRefusals.CustomerErased;
        }

        if (hold is { State.Shared: not null })
        {
            booking = booking with { DecisionId = new MoveId(context.CommitId.Value) };
            var status = booking.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed;
            var turned = await several.TurnAsync(hold, status, expires: null, calendar => Book(calendar, booking, context.Now), context, cancellation);
            return turned.IsRefused(out var no, out var made) ? no : Booking.Of(made);
        }

        var outcome = await executor.RecordAsync<Calendar>(stream, context, calendar => Book(calendar, booking, context.Now), cancellation);
        if (outcome.IsRefused(out var refusal, out var recorded))
        {
            return refusal;
        }

        // An earlier attempt found a hold of several resources. Its decision was withdrawn, and the hold has ended since.
        return recorded is [{ Event: BookingMade } only] ? Booking.Of(only) : BookingRefusals.HoldExpired;
    }

    private async Task<OccupiedSlot?> FindAsync(HoldId id, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(id.ResourceId);
        var (known, mayBeOld) = await loader.LoadAsync<Calendar>(stream, cancellation);
        return known.State.FindHold(id.Value)
            ?? (mayBeOld ? (await loader.RefreshAsync<Calendar>(stream, cancellation)).State.FindHold(id.Value) : null);
    }
}
