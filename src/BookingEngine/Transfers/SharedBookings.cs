using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Transfers;

/// <summary>Lets the participants of a booking of several resources follow what its own calendar decides in one commit, such as a cancellation. Until then
/// their time stays taken.</summary>
public sealed class SharedBookings(TransferRecovery recovery, IMessageQueue queue, ILogger<SharedBookings> logger)
{
    /// <summary>Leaves a message that makes the participants follow even if the process ends after the decision. Does nothing for a booking of one
    /// resource.</summary>
    public Task AnnounceAsync(Booking booking) =>
        TransferOf(booking) is { } transfer ? AnnounceAsync(transfer) : Task.CompletedTask;

    /// <summary>The same for bookings of a series that one calendar decides about: one message.</summary>
    public Task AnnounceAsync(IReadOnlyCollection<Booking> bookings) => TransferOf(bookings) is { } transfer ? AnnounceAsync(transfer) : Task.CompletedTask;

    /// <summary>Makes the participants follow. If the store fails, the message does it later.</summary>
    public Task FollowAsync(Booking booking) => TransferOf(booking) is { } transfer ? FollowAsync(transfer) : Task.CompletedTask;

    /// <inheritdoc cref="FollowAsync(Booking)"/>
    public Task FollowAsync(IReadOnlyCollection<Booking> bookings) => TransferOf(bookings) is { } transfer ? FollowAsync(transfer) : Task.CompletedTask;

    /// <summary>The same for a hold that was released. Without a message: it ends by the clock.</summary>
    public async Task FollowAsync(Transfer transfer)
    {
        try
        {
            await recovery.SettleAsync(transfer, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            logger.TransferNotFinished(transfer.MoveId.Value, e);
        }
    }

    private Task AnnounceAsync(Transfer transfer) => queue.SendAsync(QueueNames.Moves, transfer.ToJson(), JointDecisions.RecoveryDelay.ToTimeSpan());

    private static Transfer? TransferOf(Booking booking) => booking is { Resources: not null, DecisionId: { } decision }
        ? Transfer.Of(decision, booking.Id, [.. booking.ResourceIds.Where(r => r != booking.CalendarId).Distinct()])
        : null;

    private static Transfer? TransferOf(IReadOnlyCollection<Booking> bookings) => Transfer.OfSeries([.. bookings.Select(TransferOf).OfType<Transfer>()]);
}
