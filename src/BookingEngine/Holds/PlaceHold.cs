using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <summary>A hold, and in which calendar it is: its id tells, so that nothing has to be looked up for it.</summary>
public readonly record struct HoldId(ResourceId ResourceId, Guid Value)
{
    private const int GuidLength = 32;

    public static HoldId? TryParse(string text) =>
        text.Length > GuidLength + 1 && text[GuidLength] == '-' && Guid.TryParseExact(text[..GuidLength], "N", out var id)
            && CatalogueIdRules.IsValid(text[(GuidLength + 1)..])
            ? new HoldId(new ResourceId(text[(GuidLength + 1)..]), id)
            : null;

    public override string ToString() => $"{Value:N}-{ResourceId}";
}

/// <param name="Length">How long it bars others.</param>
public sealed record PlaceHold(UserId UserId, SlotInput When, Duration Length)
{
    public ServiceId ServiceId { get; init; } = DefaultCatalogue.Service;

    /// <summary>Any that gives the service, where null.</summary>
    public ResourceId? ResourceId { get; init; }

    /// <summary>Seats.</summary>
    public int Quantity { get; init; } = 1;
}

/// <summary>A hold as its owner sees it.</summary>
public sealed record Hold(HoldId Id, ServiceId ServiceId, BookedInterval Time, int Quantity, Instant Expires)
{
    public static Hold Of(HoldPlaced e, RecordedEvent recorded) =>
        new(new HoldId(ResourceId.Of(recorded.Stream.Id), e.HoldId), e.ServiceId, e.Time, e.Quantity, e.Expires);
}

/// <summary>Reserves a slot for somebody who is about to book it; see <see cref="SlotAllocator"/>.</summary>
public sealed class PlaceHoldHandler(SlotAllocator slots)
{
    public static readonly Duration DefaultLength = Duration.FromMinutes(10), MaximumLength = Duration.FromMinutes(60);

    public async Task<Outcome<Hold>> HandleAsync(PlaceHold command, CommandContext context, CancellationToken cancellation)
    {
        var wish = new SlotRequest(
            new Actor(command.UserId, Role.Customer), command.When, command.ServiceId, command.ResourceId, command.Quantity, IsOverride: false);
        var (id, expires) = (context.CommitId.Derive("hold"), context.Now + command.Length);
        var outcome = await slots.RunAsync(wish, context, choice => Place(id, command, choice, expires), admit: null, cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Hold.Of((HoldPlaced)recorded.Event, recorded);
    }

    private static HoldPlaced Place(Guid id, PlaceHold command, SlotCandidate choice, Instant expires) => new(
        id, command.UserId, command.ServiceId, choice.Time, command.Quantity, BookingTerms.Of(choice.Service), expires);
}

public sealed record ReleaseHold(HoldId Id, UserId UserId);

/// <summary>Gives a hold back. One that has expired, was used or was given back before is given back already.</summary>
public sealed class ReleaseHoldHandler(CommandExecutor executor)
{
    public async Task<Refusal?> HandleAsync(ReleaseHold command, CommandContext context, CancellationToken cancellation) =>
        (await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(command.Id.ResourceId), context, calendar => Release(calendar, command), cancellation)).Refusal;

    public static Decision Release(Calendar calendar, ReleaseHold command) => calendar.FindHold(command.Id.Value) switch
    {
        _ when calendar.Standing(command.Id.ResourceId).Value is null => BookingRefusals.NoSuchHold,
        null => Decision.Nothing,
        var hold when hold.State.UserId != command.UserId => BookingRefusals.NoSuchHold,
        _ => Decision.Of(new HoldReleased(command.Id.Value)),
    };
}
