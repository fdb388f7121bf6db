using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;

namespace BookingEngine.Holds;

public sealed record ReleaseHold(HoldId Id, UserId UserId)
{
    /// <inheritdoc cref="HoldReleased.HasExpired"/>
    public bool HasExpired { get; init; }
}

/// <summary>Releases a hold. A hold that has expired, was used or was released before counts as released.</summary>
public sealed class ReleaseHoldHandler(CommandExecutor executor, ClaimAlignment claims, HoldSeveral several)
{
    public async Task<Refusal?> HandleAsync(ReleaseHold command, CommandContext context, CancellationToken cancellation)
    {
        OccupiedSlot? hold = null;
        var outcome = await executor.ExecuteAsync<Calendar>(Calendar.StreamOf(command.Id.ResourceId), context, Decide, cancellation);
        if (outcome.Refusal is null && hold is not null)
        {
            await several.FollowAsync(hold, command.Id.ResourceId);
            await claims.ReleaseCustomerAsync(command.UserId, new BookingId(hold.Id), context);
            await claims.ReleaseAsync(
                hold.ServiceId, command.Id.ResourceId, new BookingId(hold.Id), BookHoldHandler.TimeOf(hold).LocalStart.Date, context, cancellation);
        }

        return outcome.Refusal;

        Decision Decide(Calendar calendar)
        {
            hold = calendar.FindHold(command.Id.Value);
            return Release(calendar, command);
        }
    }

    public static Decision Release(Calendar calendar, ReleaseHold command) => calendar.FindHold(command.Id.Value) switch
    {
        _ when calendar.Resource.Value is null => BookingRefusals.HoldNotFound,
        null => Decision.Nothing,
        var hold when hold.State.UserId != command.UserId => BookingRefusals.HoldNotFound,
        var hold => Decision.Of(new HoldReleased(command.Id.Value) { HasExpired = command.HasExpired, ResourceId = OtherResourceOf(hold, command.Id) }),
    };

    private static ResourceId? OtherResourceOf(OccupiedSlot hold, HoldId id) =>
        hold.State.Shared?.Resources is [{ ResourceId: var first }, ..] && first != id.ResourceId ? first : null;
}
