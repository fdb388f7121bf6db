using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <param name="Until">When the hold is to expire. It never expires earlier than before.</param>
public sealed record ExtendHold(HoldId Id, UserId UserId, Instant Until);

/// <summary>Lets a hold last longer. Repeating it changes nothing.</summary>
public sealed class ExtendHoldHandler(CommandExecutor executor, AggregateLoader loader, HoldClaims claims, HoldSeveral several)
{
    public async Task<Outcome<Hold>> HandleAsync(ExtendHold command, CommandContext context, CancellationToken cancellation)
    {
        OccupiedSlot? hold = null;
        var (known, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(command.Id.ResourceId), cancellation);
        var outcome = known.State.FindHold(command.Id.Value) is { State.Shared: not null } shared && command.Until > shared.Expires
            ? await several.ExtendAsync(shared, command.Until, Decide, context, cancellation)
            : await executor.RecordAsync<Calendar>(Calendar.StreamOf(command.Id.ResourceId), context, Decide, cancellation);
        if (outcome.IsRefused(out var refusal, out var recorded))
        {
            return refusal;
        }

        if (recorded is [{ Event: HoldExtended extended }])
        {
            await claims.ExtendAsync(extended, context, cancellation);
        }

        return new Hold(
            command.Id, hold!.ServiceId, BookHoldHandler.TimeOf(hold), hold.Quantity, Instant.Max(hold.Expires!.Value, command.Until))
        { Resources = hold.State.Shared?.Resources, Segments = hold.State.Shared?.Segments };

        Decision Decide(Calendar calendar) => Extend(calendar, command, context, hold = calendar.FindHold(command.Id.Value));
    }

    public static Decision Extend(Calendar calendar, ExtendHold command, CommandContext context, OccupiedSlot? hold) => hold switch
    {
        _ when calendar.Resource.Value is null => BookingRefusals.HoldNotFound,
        null => BookingRefusals.HoldExpired,
        _ when hold.State.UserId != command.UserId => BookingRefusals.HoldNotFound,
        _ when context.Now >= hold.Expires => BookingRefusals.HoldExpired,
        _ when command.Until <= hold.Expires => Decision.Nothing,
        _ => Decision.Of(new HoldExtended(hold.Id, command.UserId, hold.ServiceId, BookHoldHandler.TimeOf(hold), command.Until)
        {
            Resources = hold.State.Shared?.Resources,
            DecisionId = hold.State.Shared is null ? null : new MoveId(context.CommitId.Value),
        }),
    };
}
