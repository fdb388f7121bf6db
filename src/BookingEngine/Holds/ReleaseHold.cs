using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users;

namespace BookingEngine.Holds;

public sealed record ReleaseHold(HoldId Id, UserId UserId);

/// <summary>Releases a hold. A hold that has expired, was used or was released before counts as released.</summary>
public sealed class ReleaseHoldHandler(CommandExecutor executor)
{
    public async Task<Refusal?> HandleAsync(ReleaseHold command, CommandContext context, CancellationToken cancellation) =>
        (await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(command.Id.ResourceId), context, calendar => Release(calendar, command), cancellation)).Refusal;

    public static Decision Release(Calendar calendar, ReleaseHold command) => calendar.FindHold(command.Id.Value) switch
    {
        _ when calendar.Resource.Value is null => BookingRefusals.HoldNotFound,
        null => Decision.Nothing,
        var hold when hold.State.UserId != command.UserId => BookingRefusals.HoldNotFound,
        _ => Decision.Of(new HoldReleased(command.Id.Value)),
    };
}
