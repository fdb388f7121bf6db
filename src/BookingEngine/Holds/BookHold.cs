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
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <summary>Books what was held. Whatever else it says must be what the hold says.</summary>
public sealed record BookHold(UserId UserId, HoldId Id)
{
    public SlotInput? When { get; init; }

    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    /// <summary>Notes and answers as JSON; null where there are none.</summary>
    public string? Details { get; init; }

    /// <summary>Whom it is booked for, and in which role by whose hold it is; null for who books for themselves.</summary>
    public (Guest Guest, Actor By)? For { get; init; }
}

/// <summary>The booking that shall be made of a hold.</summary>
/// <param name="Customer">Whose it will be.</param>
/// <param name="Details">Notes and answers, sealed with the customer's key.</param>
public sealed record HoldBooking(BookHold Command, BookingId Id, UserId Customer, bool IsPending, Encrypted? Details);

/// <summary>Makes a booking of a hold. As long as the hold stands, its time is as good as booked: no notice and no change of hours comes in
/// between, only the resource's retirement.</summary>
public sealed class BookHoldHandler(
    CommandExecutor executor, AggregateLoader loader, CatalogueCache catalogue, CustomerClaims claims, GuestIdentities guests, BookingAccess staff,
    PersonalData personal)
{
    /// <summary>The service that a hold is for, which says what is asked of whoever books it; null where the hold does not stand any more, or is
    /// somebody else's.</summary>
    public async Task<Service?> ServiceOfAsync(UserId owner, HoldId id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } held && held.State.UserId == owner ? await catalogue.ServiceAsync(held.ServiceId, cancellation) : null;

    public async Task<Outcome<Booking>> HandleAsync(BookHold command, CommandContext context, CancellationToken cancellation)
    {
        if (command.For is { By: var by } && !await staff.CanManageAsync(by, [command.Id.ResourceId], cancellation))
        {
            return BookingRefusals.GuestForbidden;
        }

        var held = await FindAsync(command.Id, cancellation);
        var service = held is null ? null : await catalogue.ServiceAsync(held.ServiceId, cancellation);
        var customer = command.For is { Guest: var guest } ? await guests.OfAsync(guest, context, cancellation) : command.UserId;
        var wish = new HoldBooking(command, new BookingId(context.CommitId.Derive("booking")), customer, service is { Approval: true }, await SealAsync(command, customer));
        return held is { State.Terms.IsLimited: true } && service is not null && held.State.UserId == command.UserId
            ? await ClaimAndBookAsync(wish, new LimitClaimRequest(customer, wish.Id, service, TimeOf(held), context.CommitId, Now: null), context, cancellation)
            : await BookAsync(wish, context, cancellation);
    }

    public static Decision Book(Calendar calendar, HoldBooking wish, Instant now) =>
        (calendar.FindHold(wish.Command.Id.Value), calendar.Standing(wish.Command.Id.ResourceId).Value) switch
        {
            (_, null) => BookingRefusals.UnknownHold,
            (null, _) => BookingRefusals.HoldExpired,
            var (held, _) when held.State.UserId != wish.Command.UserId => BookingRefusals.UnknownHold,
            var (held, _) when now >= held.Expires => BookingRefusals.HoldExpired,
            (_, { Active: false }) => SlotRefusals.ResourceInactive,
            var (held, _) when held.Start <= now => SlotRefusals.InThePast,
            var (held, _) when !IsSame(held, wish.Command) => BookingRefusals.HoldMismatch,
            var (held, _) => Decision.Of(Make(held, wish)),
        };

    private async Task<Outcome<Booking>> ClaimAndBookAsync(HoldBooking wish, LimitClaimRequest claim, CommandContext context, CancellationToken cancellation)
    {
        var bounded = CustomerClaims.Bounded(context);
        if (await claims.ClaimAsync(claim, bounded, cancellation) is { } limited)
        {
            return await executor.FindEarlierAsync(context, cancellation) is [var earlier] ? Booking.Of((BookingMade)earlier.Event, earlier) : limited;
        }

        var outcome = await BookAsync(wish, bounded, cancellation);
        if (outcome.Refusal is not null)
        {
            await claims.WithdrawAsync(claim, bounded);
        }

        return outcome;
    }

    private async Task<Outcome<Booking>> BookAsync(HoldBooking wish, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(wish.Command.Id.ResourceId), context, calendar => Book(calendar, wish, context.Now), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Booking.Of((BookingMade)recorded.Single().Event, recorded.Single());
    }

    private async Task<Encrypted?> SealAsync(BookHold command, UserId customer)
    {
        var text = command.For is { Guest: var guest } ? guest.AddTo(command.Details) : command.Details;
        return text is null ? null : (await personal.KeyForAsync(customer.ToString())).Seal(text);
    }

    private static bool IsSame(OccupiedSlot held, BookHold command) =>
        (command.ServiceId ?? held.ServiceId) == held.ServiceId
        && (command.ResourceId ?? command.Id.ResourceId) == command.Id.ResourceId
        && (command.Quantity ?? held.Quantity) == held.Quantity
        && (command.When is not { } when || Means(when, held));

    private static bool Means(SlotInput when, OccupiedSlot held) =>
        when.Instant is { } instant ? instant == held.Start : held.Start.InZone(ZoneData.Zones[held.State.TimeZone]).LocalDateTime == when.Local;

    private static BookingMade Make(OccupiedSlot held, HoldBooking wish)
    {
        var time = TimeOf(held);
        return new(
            wish.Id, wish.Customer, held.ServiceId, wish.Command.Id.ResourceId, time.Start, time.End, time.LocalStart, time.TimeZone, time.ZoneData,
            held.Quantity, held.State.Terms, wish.IsPending, IsOverride: false, held.Id, wish.Details)
        {
            IsGuest = wish.Command.For is not null,
        };
    }

    private static BookedInterval TimeOf(OccupiedSlot held) => new(
        held.Start, held.End, held.Start.InZone(ZoneData.Zones[held.State.TimeZone]).LocalDateTime, held.State.TimeZone, ZoneData.Version);

    private async Task<OccupiedSlot?> FindAsync(HoldId id, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(id.ResourceId);
        var (known, mayBeOld) = await loader.LoadAsync<Calendar>(stream, cancellation);
        return known.State.FindHold(id.Value)
            ?? (mayBeOld ? (await loader.RefreshAsync<Calendar>(stream, cancellation)).State.FindHold(id.Value) : null);
    }
}
