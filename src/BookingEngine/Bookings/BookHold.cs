using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>Books what was held. Whatever else it says must be what the hold says.</summary>
public sealed record BookHold(UserId UserId, HoldId Id)
{
    public WrittenTime? When { get; init; }

    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    /// <summary>Notes and answers as JSON; null where there are none.</summary>
    public string? Details { get; init; }
}

/// <summary>Makes a booking of a hold. As long as the hold stands, its time is as good as booked: no notice and no change of hours comes in
/// between, only the resource's retirement.</summary>
public sealed class BookHoldHandler(CommandExecutor executor, AggregateLoader loader, CatalogueCache catalogue, CustomerClaims claims, PersonalData personal)
{
    /// <summary>The service that a hold is for, which says what is asked of whoever books it; null where the hold does not stand any more, or is
    /// somebody else's.</summary>
    public async Task<Service?> ServiceOfAsync(UserId owner, HoldId id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } held && held.Facts!.UserId == owner ? await catalogue.ServiceAsync(held.ServiceId, cancellation) : null;

    public async Task<Outcome<Booking>> HandleAsync(BookHold command, CommandContext context, CancellationToken cancellation)
    {
        Sealed? details = command.Details is { } text ? (await personal.KeyForAsync(command.UserId.ToString())).Seal(text) : null;
        var id = new BookingId(context.CommitId.Derive("booking"));
        var held = await FindAsync(command.Id, cancellation);
        var service = held is null ? null : await catalogue.ServiceAsync(held.ServiceId, cancellation);
        var bounded = held is { Facts.Terms.IsLimited: true } ? CustomerClaims.Bounded(context) : context;
        var claim = held is { Facts.Terms.IsLimited: true } && service is not null && held.Facts.UserId == command.UserId
            ? new ClaimWish(command.UserId, id, service, TimeOf(held), context.CommitId, Now: null)
            : null;
        if (claim is not null && await claims.ClaimAsync(claim, bounded, cancellation) is { } limited)
        {
            return await executor.FindEarlierAsync(context, cancellation) is [var earlier] ? Booking.Of((BookingMade)earlier.Event, earlier) : limited;
        }

        var outcome = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(command.Id.ResourceId), bounded,
            calendar => Book(calendar, command, id, service is { Approval: true }, details, context.Now), cancellation);
        if (outcome.IsRefused(out var refusal, out var recorded) && claim is not null)
        {
            await claims.WithdrawAsync(claim, bounded);
        }

        return refusal is not null ? refusal : Booking.Of((BookingMade)recorded.Single().Event, recorded.Single());
    }

    public static Decision Book(Calendar calendar, BookHold command, BookingId id, bool isPending, Sealed? details, Instant now) =>
        (calendar.FindHold(command.Id.Value), calendar.Standing(command.Id.ResourceId).Value) switch
        {
            (_, null) => BookingRefusals.UnknownHold,
            (null, _) => BookingRefusals.HoldExpired,
            var (held, _) when held.Facts!.UserId != command.UserId => BookingRefusals.UnknownHold,
            var (held, _) when now >= held.Expires => BookingRefusals.HoldExpired,
            (_, { Active: false }) => SlotRefusals.ResourceInactive,
            var (held, _) when held.Start <= now => SlotRefusals.InThePast,
            var (held, _) when !IsSame(held, command) => BookingRefusals.HoldMismatch,
            var (held, _) => Decision.Of(Make(held, command, id, isPending, details)),
        };

    private static bool IsSame(TakenEntry held, BookHold command) =>
        (command.ServiceId ?? held.ServiceId) == held.ServiceId
        && (command.ResourceId ?? command.Id.ResourceId) == command.Id.ResourceId
        && (command.Quantity ?? held.Quantity) == held.Quantity
        && (command.When is not { } when || Means(when, held));

    private static bool Means(WrittenTime when, TakenEntry held) =>
        when.Instant is { } instant ? instant == held.Start : held.Start.InZone(ZoneData.Zones[held.Facts!.TimeZone]).LocalDateTime == when.Local;

    private static BookingMade Make(TakenEntry held, BookHold command, BookingId id, bool isPending, Sealed? details)
    {
        var time = TimeOf(held);
        return new(
            id, command.UserId, held.ServiceId, command.Id.ResourceId, time.Start, time.End, time.LocalStart, time.TimeZone, time.ZoneData,
            held.Quantity, held.Facts!.Terms, isPending, IsOverride: false, held.Id, details);
    }

    private static AgreedTime TimeOf(TakenEntry held) => new(
        held.Start, held.End, held.Start.InZone(ZoneData.Zones[held.Facts!.TimeZone]).LocalDateTime, held.Facts.TimeZone, ZoneData.Version);

    private async Task<TakenEntry?> FindAsync(HoldId id, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(id.ResourceId);
        var (known, mayBeOld) = await loader.LoadAsync<Calendar>(stream, cancellation);
        return known.State.FindHold(id.Value)
            ?? (mayBeOld ? (await loader.RefreshAsync<Calendar>(stream, cancellation)).State.FindHold(id.Value) : null);
    }
}
